import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Row } from "./session.ts";

/** One tenant's place in the database. */
export interface Instance {
  readonly id: number;
  readonly tenantId: string;
  readonly accountName: string | null;
}

function instanceOf(row: Row): Instance {
  const name = row["account_name"];
  return {
    id: Number(row["id"]),
    tenantId: String(row["tenant_id"]),
    accountName: typeof name === "string" ? name : null,
  };
}

/** Every tenant, oldest first. */
export async function listInstances(database: Database): Promise<Instance[]> {
  const rows = await database.all("select id, tenant_id, account_name from instance order by id");
  return rows.map(instanceOf);
}

/** The instance of a tenant, made when it is new. A given account name replaces the earlier one. */
export async function ensureInstance(
  database: Database,
  wanted: { readonly tenantId: string; readonly accountName: string | null; readonly now: EpochMs },
): Promise<Instance> {
  const { tenantId, accountName, now } = wanted;
  return database.transaction(async (session) => {
    await session.run(
      `insert into instance (id, tenant_id, account_name, created_on)
       select nextval('instance_number'), ?, ?, ?
       where not exists (select 1 from instance where tenant_id = ?)`,
      [tenantId, accountName, now, tenantId],
    );
    if (accountName !== null) {
      await session.run("update instance set account_name = ? where tenant_id = ?", [
        accountName,
        tenantId,
      ]);
    }
    const [row] = await session.all(
      "select id, tenant_id, account_name from instance where tenant_id = ?",
      [tenantId],
    );
    if (row === undefined) throw new Error("the instance vanished while it was made");
    return instanceOf(row);
  });
}

/** Takes an instance out again of which no run read anything: a mistyped tenant is not one. */
export async function forgetInstance(database: Database, { id }: Instance): Promise<void> {
  await database.transaction(async (session) => {
    for (const table of ["run_event", "run_step"]) {
      await session.run(
        `delete from ${table} where run_id in (select id from run where instance_id = ?)`,
        [id],
      );
    }
    for (const [table, column] of [
      ["instance_setting", "instance_id"],
      ["instance_state", "instance_id"],
      ["run", "instance_id"],
      ["instance", "id"],
    ]) {
      await session.run(`delete from ${table} where ${column} = ?`, [id]);
    }
  });
}
