import type { Json } from "../base/json.ts";
import type { Database } from "./database.ts";

/** What an instance remembers from run to run, by name. */
export interface InstanceState {
  readonly instanceId: number;
  readonly name: string;
  readonly value: Json;
}

/** Remembers a value in place of the earlier one of that name. */
export function rememberState(
  database: Database,
  { instanceId, name, value }: InstanceState,
): Promise<void> {
  return rememberText(database, { instanceId, name, text: JSON.stringify(value) });
}

/** Remembers a value that is JSON text already. */
export async function rememberText(
  database: Database,
  state: Omit<InstanceState, "value"> & { readonly text: string },
): Promise<void> {
  await database.run(
    `insert into instance_state (instance_id, name, value) values (?, ?, ?)
     on conflict (instance_id, name) do update set value = excluded.value`,
    [state.instanceId, state.name, state.text],
  );
}

/** What is remembered under a name; `null` when nothing is. */
export async function recallState(
  database: Database,
  instanceId: number,
  name: string,
): Promise<Json | null> {
  const rows = await database.all(
    "select value from instance_state where instance_id = ? and name = ?",
    [instanceId, name],
  );
  const value = rows[0]?.["value"];
  return typeof value === "string" ? JSON.parse(value) : null;
}

/** What is remembered under all names that begin so, in the order of their names. */
export async function recallStates(
  database: Database,
  instanceId: number,
  beginning: string,
): Promise<readonly Json[]> {
  const rows = await database.all(
    "select value from instance_state where instance_id = ? and name like ? order by name",
    [instanceId, `${beginning}%`],
  );
  return rows.map((row): Json => JSON.parse(String(row["value"])));
}

/** Forgets what is remembered under all names that begin so. */
export async function forgetStates(
  database: Database,
  instanceId: number,
  beginning: string,
): Promise<void> {
  await database.run("delete from instance_state where instance_id = ? and name like ?", [
    instanceId,
    `${beginning}%`,
  ]);
}
