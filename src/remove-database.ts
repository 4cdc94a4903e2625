import { rm } from "node:fs/promises";
import { isOnServer } from "./base/database-name.ts";
import { Failure } from "./base/failure.ts";
import { clearGraph } from "./store/clear-graph.ts";
import { reachDesk, type Ways } from "./reach-desk.ts";

/** What may stand beside a database: DuckDB's log and what it spilled, the note of a server, a copy under way, what an
 * interrupted run had downloaded and staged. */
const endings = ["", ".wal", ".tmp", ".server", ".backup", ".resume", ".stage"];

/**
 * Removes a throw-away database with what belongs to it. Throws `database_locked` when a process has it open; one that
 * is damaged or of another release is removed all the same. On a server the graph is taken out of the database.
 */
export async function removeDatabase(ways: Ways, path: string): Promise<void> {
  if (isOnServer(path)) return clearGraph(path);
  if (ways.exists(path)) await refuseIfHeld(ways, path);
  for (const ending of endings) await rm(`${path}${ending}`, { recursive: true, force: true });
}

/** The lock on the file is the truth: it ends with its process, unlike a note. */
async function refuseIfHeld(ways: Ways, path: string): Promise<void> {
  try {
    const desk = await reachDesk(ways, { database: path, mode: "write" });
    await desk.close();
  } catch (failure) {
    if (!(failure instanceof Failure) || failure.code === "database_locked") throw failure;
  }
}
