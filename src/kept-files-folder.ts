import { createHash } from "node:crypto";
import { join } from "node:path";
import { isOnServer } from "./base/database-name.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where downloaded files of exports are kept until they are in the graph: the folder that `DEFENDER_GRAPH_RESUME_DIR`
 * names, or one beside the database. A database on a server, or in memory, has none unless one is named.
 */
export function keptFilesFolder(environment: Environment, database: string): string | null {
  const named = environment["DEFENDER_GRAPH_RESUME_DIR"] || undefined;
  // Several databases may name the same folder.
  if (named !== undefined)
    return join(named, createHash("sha256").update(database).digest("hex").slice(0, 16));
  return isOnServer(database) || database === ":memory:" ? null : `${database}.resume`;
}
