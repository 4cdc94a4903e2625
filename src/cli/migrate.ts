import { databaseName, isOnServer } from "../base/database-name.ts";
import { migrateTo } from "../service/backup.ts";
import { type Command, databaseFlag, databaseOf } from "./command.ts";
import { misuse } from "./flags.ts";

/** `defender-graph migrate` */
export const migrate: Command = {
  name: "migrate",
  summary: "Move a graph from a file to PostgreSQL",
  about: `
Copies a graph with its whole history and all settings from a file into an empty PostgreSQL database, in one transaction:
rows are counted, digests compared and everything checked as verify does before it ends, or nothing is changed. The file
stays as it is. A server that holds the file must be stopped first.

  defender-graph migrate --from defender-graph.duckdb --to postgres://graph@db.example/graph`,
  flags: [
    { ...databaseFlag, help: "the same as --to" },
    { name: "from", value: "<file>", help: "the graph's present file", isNeeded: true },
    { name: "to", value: "<postgres://…>", help: "the empty database; --database says the same" },
  ],
  async run(world, given) {
    const from = given.text("from");
    if (from === undefined) throw misuse("--from is missing: which file is to be copied?");
    const to = given.text("to") ?? databaseOf(given);
    if (!isOnServer(to))
      throw misuse(`--to wants postgres://…, not "${to}". To copy a file, use backup and restore.`);
    const checks = await migrateTo({ from, to }, world.interrupted);
    await world.stdout.write(
      `${from} is copied to ${databaseName(to)}; all ${checks.length} checks hold. From now on: --database, or DEFENDER_GRAPH_DATABASE.\n`,
    );
    return 0;
  },
};
