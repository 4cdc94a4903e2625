import { databaseName } from "../base/database-name.ts";
import { restoreFrom } from "../service/backup.ts";
import { type Command, databaseFlag, databaseOf } from "./command.ts";
import { misuse } from "./flags.ts";
import { tellChecks } from "./verify.ts";

/** `defender-graph restore` */
export const restore: Command = {
  name: "restore",
  summary: "Make a database of a backup",
  about: `
Copies the backup, brings it up to date if an older release wrote it, checks it as verify does, and only then puts it in
the database's place. A database that is there stays as it is unless --overwrite is given; it is then kept beside, as
<database>.replaced. A server that holds it must be stopped first. A PostgreSQL database must be empty.

  defender-graph restore --from backups/2026-11-02.duckdb --database acme.duckdb`,
  flags: [
    databaseFlag,
    { name: "from", value: "<file>", help: "the backup", isNeeded: true },
    { name: "overwrite", help: "replace a database that is there" },
  ],
  async run(world, given) {
    const from = given.text("from");
    if (from === undefined) throw misuse("--from is missing: which backup is to be restored?");
    const to = databaseOf(given);
    const how = { from, to, overwrite: given.on("overwrite") };
    await tellChecks(world, restoreFrom(how), "findings");
    await world.stdout.write(`${from} is restored to ${databaseName(to)}.\n`);
    return 0;
  },
};
