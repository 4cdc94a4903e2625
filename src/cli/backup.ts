import { backupTo } from "../service/backup.ts";
import { type Command, databaseFlag, databaseOf } from "./command.ts";
import { misuse } from "./flags.ts";
import { tellChecks } from "./verify.ts";

/** `defender-graph backup` */
export const backup: Command = {
  name: "backup",
  summary: "Write a backup of the database, while it is in use",
  about: `
Writes a copy of the whole database, in one version of everything: while a server serves it (through that server) or a
run is at work. The copy is checked as verify does, and only then takes the name that --out says.

  defender-graph backup --out backups/2026-11-02.duckdb
  defender-graph backup --out latest.duckdb --overwrite`,
  flags: [
    databaseFlag,
    { name: "out", value: "<file>", help: "where the backup goes", isNeeded: true },
    { name: "overwrite", help: "replace a file that is there, once the new one is whole" },
    { name: "unchecked", help: "do not check the copy" },
  ],
  async run(world, given) {
    const out = given.text("out");
    if (out === undefined) throw misuse("--out is missing: where is the backup to go?");
    const how = { out, overwrite: given.on("overwrite"), unchecked: given.on("unchecked") };
    const desk = await world.openDesk({ database: databaseOf(given), mode: "read" });
    try {
      await tellChecks(world, backupTo(desk, how, world.interrupted), "findings");
      await world.stdout.write(`The backup is at ${out}.\n`);
      return 0;
    } finally {
      await desk.close();
    }
  },
};
