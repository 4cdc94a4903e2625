import type { Database } from "./database.ts";
import type { Session } from "./session.ts";

/** A run that ended, and that rules were not yet evaluated for. */
export interface UnattendedRun {
  readonly instanceId: number;
  readonly runId: number;
}

// A completed run is complete when its report is there, too. One that was cancelled or broken off changed nothing.
const over = `(state in ('completed', 'completed_with_problems') and report is not null
  or state = 'failed')`;

/** The last run of each instance that came to an end, if it was not attended to. */
export async function listUnattended(
  reader: Pick<Database, "all">,
): Promise<readonly UnattendedRun[]> {
  const rows = await reader.all(
    `select r.instance_id, r.last_id from (
       select instance_id, max(id) as last_id from run where ${over} group by instance_id) r
     left join run_attended a on a.instance_id = r.instance_id
     where a.run_id is null or a.run_id < r.last_id order by r.last_id`,
  );
  return rows.map((row) => ({
    instanceId: Number(row["instance_id"]),
    runId: Number(row["last_id"]),
  }));
}

/** Notes that rules were evaluated for a run. */
export async function noteAttended(
  session: Session,
  { instanceId, runId }: UnattendedRun,
): Promise<void> {
  await session.run(
    `insert into run_attended (instance_id, run_id) values (?, ?)
     on conflict (instance_id) do update set run_id = excluded.run_id`,
    [instanceId, runId],
  );
}
