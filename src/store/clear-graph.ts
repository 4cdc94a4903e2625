import { openDatabase } from "./database.ts";

const graphTables = [
  "entity",
  "relationship",
  "entity_history",
  "relationship_history",
  "change",
  "held",
  "shape_entity",
  "shape_relationship",
  "history_horizon",
  "volatile_property",
  "volatile_set",
  "instance_state",
  "instance_setting",
  "instance_schedule",
  "instance_deletion",
  "run_event",
  "run_step",
  "run_request",
  "run",
  "instance",
];

/** Takes the graph, its history and its tenants out of a database on a server; all else stays. */
export async function clearGraph(path: string): Promise<void> {
  const database = await openDatabase({ path });
  try {
    await database.transaction(async (session) => {
      for (const table of graphTables) await session.run(`delete from ${table}`);
      await session.run("delete from secret where owner like 'instance:%'");
    });
  } finally {
    await database.close();
  }
}
