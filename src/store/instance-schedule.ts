import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Session } from "./session.ts";

/** When an instance is read next. */
export interface Schedule {
  readonly instanceId: number;
  /** The moment that the times of its runs are counted from. */
  readonly anchorOn: EpochMs;
  readonly nextOn: EpochMs;
}

/** An instance that is due, with how often it is read. */
export interface DueInstance extends Schedule {
  readonly polling: string;
}

/** The moment that an instance's times are counted from; `null` when it is read by hand only. */
export async function anchorOf(session: Session, instanceId: number): Promise<EpochMs | null> {
  const [row] = await session.all("select anchor_on from instance_schedule where instance_id = ?", [
    instanceId,
  ]);
  return row === undefined ? null : Number(row["anchor_on"]);
}

/** Says when an instance is read next. */
export async function writeSchedule(session: Session, schedule: Schedule): Promise<void> {
  await session.run(
    `insert into instance_schedule (instance_id, anchor_on, next_on) values (?, ?, ?)
     on conflict (instance_id) do update set anchor_on = excluded.anchor_on, next_on = excluded.next_on`,
    [schedule.instanceId, schedule.anchorOn, schedule.nextOn],
  );
}

/** Takes an instance's next time on from `due`; false when another worker has done so already. */
export async function advanceSchedule(
  session: Session,
  { instanceId, nextOn: from }: Schedule,
  to: EpochMs,
): Promise<boolean> {
  const moved = await session.all(
    "update instance_schedule set next_on = ? where instance_id = ? and next_on = ? returning instance_id",
    [to, instanceId, from],
  );
  return moved.length > 0;
}

/** From here on an instance is read by hand only. */
export async function dropSchedule(session: Session, instanceId: number): Promise<void> {
  await session.run("delete from instance_schedule where instance_id = ?", [instanceId]);
}

/** Instances that are due, the one that waits longest first. */
export async function listDue(database: Database, now: EpochMs): Promise<readonly DueInstance[]> {
  const rows = await database.all(
    `select n.instance_id, n.anchor_on, n.next_on, s.polling from instance_schedule n
     join instance_setting s on s.instance_id = n.instance_id
     where n.next_on <= ? and s.enabled
       and n.instance_id not in (select instance_id from instance_deletion) order by n.next_on, n.instance_id`,
    [now],
  );
  return rows.map((row) => ({
    instanceId: Number(row["instance_id"]),
    anchorOn: Number(row["anchor_on"]),
    nextOn: Number(row["next_on"]),
    polling: String(row["polling"]),
  }));
}

/**
 * Instances whose last run was broken off by a crash or a stop and that may be read again: the last run of each, with how
 * many before it in a row ended so, too.
 */
export async function listBrokenOff(
  database: Database,
): Promise<readonly { readonly instanceId: number; readonly times: number }[]> {
  const rows = await database.all(
    `select r.instance_id, count(*) as times from run r join instance_setting s on s.instance_id = r.instance_id
     join run_request q on q.run_id = r.id
     where r.state = 'interrupted' and s.enabled
       and r.id > (select coalesce(max(o.id), 0) from run o where o.instance_id = r.instance_id and o.state <> 'interrupted')
       and r.instance_id not in (select instance_id from instance_deletion)
     group by r.instance_id order by r.instance_id`,
  );
  return rows.map((row) => ({
    instanceId: Number(row["instance_id"]),
    times: Number(row["times"]),
  }));
}
