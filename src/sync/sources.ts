import { z } from "zod";
import type { Database } from "../store/database.ts";
import type { Instance } from "../store/instance.ts";
import { recallState, rememberState } from "../store/state.ts";
import { type DataSource, dataSources } from "./step.ts";

const name = "data_sources";

const schema = z.array(z.string());

/** Which data sources are on: as said now, else as said last, else all. What is said is remembered. */
export async function sourcesOf(
  database: Database,
  { id: instanceId }: Instance,
  said: ReadonlySet<DataSource> | null,
): Promise<ReadonlySet<DataSource>> {
  if (said !== null) {
    await rememberState(database, { instanceId, name, value: [...said] });
    return said;
  }
  const remembered = schema.safeParse(await recallState(database, instanceId, name));
  if (!remembered.success) return new Set(dataSources);
  return new Set(dataSources.filter((source) => remembered.data.includes(source)));
}

/** What hangs on another source: without its machines a finding has no place. */
const hanging: Partial<Record<DataSource, readonly DataSource[]>> = {
  machines: ["devices", "logon_users", "vulnerabilities", "software"],
  vulnerabilities: ["software"],
};

/** These sources, and those that have no place without them. */
export function withHanging(sources: readonly DataSource[]): ReadonlySet<DataSource> {
  return new Set(sources.flatMap((source) => [source, ...(hanging[source] ?? [])]));
}
