import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Row, Session } from "./session.ts";

/** What an instance holds. */
export interface InstanceCounts {
  readonly entities: number;
  readonly relationships: number;
  /** Earlier versions of both. */
  readonly versions: number;
  readonly changes: number;
  readonly runs: number;
}

/** Counts what goes when an instance is deleted with its data. */
export async function countInstance(
  on: Pick<Database | Session, "all">,
  id: number,
): Promise<InstanceCounts> {
  const count = (table: string): string => `(select count(*) from ${table} where instance_id = ?)`;
  const [row]: readonly (Row | undefined)[] = await on.all(
    `select ${count("entity")} as entities, ${count("relationship")} as relationships,
      ${count("entity_history")} + ${count("relationship_history")} as versions, ${count("change")} as changes,
      ${count("run")} as runs`,
    [id, id, id, id, id, id],
  );
  const counted = (name: string): number => Number(row?.[name] ?? 0);
  return {
    entities: counted("entities"),
    relationships: counted("relationships"),
    versions: counted("versions"),
    changes: counted("changes"),
    runs: counted("runs"),
  };
}

/** Notes that an instance is to be deleted with its data: it is not read any more. */
export async function askToDelete(session: Session, id: number, askedOn: EpochMs): Promise<void> {
  await session.run(
    `insert into instance_deletion (instance_id, asked_on) values (?, ?) on conflict (instance_id) do nothing`,
    [id, askedOn],
  );
}

/** Instances that are to be deleted. */
export async function listDeletions(database: Database): Promise<readonly number[]> {
  const rows = await database.all("select instance_id from instance_deletion order by instance_id");
  return rows.map((row) => Number(row["instance_id"]));
}

const ofRuns = "run_id in (select id from run where instance_id = ?)";

// One transaction each. After every one of them the graph is whole: edges go before what they lead from and to, the catalogue
// with what it tells of, and the instance last, so that a deletion broken off is taken up again.
const layers: readonly (readonly string[])[] = [
  [
    "delete from held where instance_id = ?",
    "delete from change where instance_id = ?",
    "delete from relationship where instance_id = ?",
    "delete from relationship_history where instance_id = ?",
    "delete from shape_relationship where instance_id = ?",
  ],
  [
    "delete from entity where instance_id = ?",
    "delete from entity_history where instance_id = ?",
    "delete from entity_tag where instance_id = ?",
    "delete from shape_entity where instance_id = ?",
  ],
  [
    `delete from run_event where ${ofRuns}`,
    `delete from run_step where ${ofRuns}`,
    `delete from run_request where ${ofRuns}`,
    "delete from run where instance_id = ?",
    "delete from instance_state where instance_id = ?",
    "delete from identity_link where instance_id = ?",
    "delete from instance_setting where instance_id = ?",
    "delete from instance_schedule where instance_id = ?",
    "delete from secret where owner = 'instance:' || cast(cast(? as integer) as text)",
    "delete from secret where owner = 'publication:' || cast(cast(? as integer) as text)",
    "delete from publication_target where instance_id = ?",
    "delete from publication where instance_id = ?",
    "delete from api_token where instance_id = ?",
    "delete from instance_deletion where instance_id = ?",
    "delete from instance where id = ?",
  ],
];

/** Deletes an instance with all its data. Broken off, it can be asked for again. */
export async function deleteInstance(database: Database, id: number): Promise<void> {
  for (const statements of layers) {
    await database.transaction(async (session) => {
      for (const sql of statements) await session.run(sql, [id]);
    });
  }
}
