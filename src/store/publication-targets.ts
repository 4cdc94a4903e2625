import type { EpochMs } from "../base/clock.ts";
import { boolOf, numberOf, textOf } from "./cells.ts";
import type { Row, Session } from "./session.ts";

type Reader = Pick<Session, "all">;

/** Where an instance's graph is published to. */
export interface PublicationTarget {
  readonly instanceId: number;
  readonly apiUrl: string;
  readonly account: string;
  readonly scopeKind: string;
  readonly scope: string;
  /** After each run that was applied. */
  readonly afterRun: boolean;
  /** As soon as may be. */
  readonly asked: boolean;
}

function targetOf(row: Row): PublicationTarget {
  return {
    instanceId: numberOf(row, "instance_id"),
    apiUrl: textOf(row, "api_url"),
    account: textOf(row, "account"),
    scopeKind: textOf(row, "scope_kind"),
    scope: textOf(row, "scope"),
    afterRun: boolOf(row, "after_run"),
    asked: boolOf(row, "asked"),
  };
}

/** Where an instance's graph is published to; `null` when nowhere. */
export async function findTarget(
  reader: Reader,
  instanceId: number,
): Promise<PublicationTarget | null> {
  const [row] = await reader.all("select * from publication_target where instance_id = ?", [
    instanceId,
  ]);
  return row === undefined ? null : targetOf(row);
}

/** Writes where to, in place of what was written before. */
export async function writeTarget(session: Session, target: PublicationTarget): Promise<void> {
  await session.run(
    `insert into publication_target (instance_id, api_url, account, scope_kind, scope, after_run, asked, busy_until)
     values (?, ?, ?, ?, ?, ?, ?, 0)
     on conflict (instance_id) do update set api_url = excluded.api_url, account = excluded.account,
       scope_kind = excluded.scope_kind, scope = excluded.scope, after_run = excluded.after_run, asked = excluded.asked`,
    [
      target.instanceId,
      target.apiUrl,
      target.account,
      target.scopeKind,
      target.scope,
      target.afterRun,
      target.asked,
    ],
  );
}

/** Publishes it nowhere any more. */
export async function dropTarget(session: Session, instanceId: number): Promise<void> {
  await session.run("delete from publication_target where instance_id = ?", [instanceId]);
}

/** Says whether a publication is wanted as soon as may be. */
export async function askPublication(
  session: Pick<Session, "run">,
  instanceId: number,
  asked: boolean,
): Promise<void> {
  await session.run("update publication_target set asked = ? where instance_id = ?", [
    asked,
    instanceId,
  ]);
}

/**
 * Targets to publish to at a moment: asked for, or wanted after a run that was applied since the graph that was published
 * last. What broke off is tried again after `patienceMs`; what nobody else is at.
 */
export async function listDueTargets(
  reader: Reader,
  { now, patienceMs }: { readonly now: EpochMs; readonly patienceMs: number },
): Promise<readonly PublicationTarget[]> {
  const rows = await reader.all(
    `select t.* from publication_target t
     where t.busy_until < ?
       and not exists (select 1 from publication p where p.instance_id = t.instance_id
         and p.state = 'interrupted' and p.ended_on > ?)
       and (t.asked or (t.after_run and exists (select 1 from run r
         where r.instance_id = t.instance_id and r.state in ('completed', 'completed_with_problems')
           and r.ended_on > coalesce((select max(p.as_of) from publication p
             where p.instance_id = t.instance_id and p.state in ('finished', 'failed')), 0))))
     order by t.instance_id`,
    [now, now - patienceMs],
  );
  return rows.map(targetOf);
}

/** Takes a target for oneself until a moment; false when somebody else has it. */
export async function claimTarget(
  session: Session,
  instanceId: number,
  { now, until }: { readonly now: EpochMs; readonly until: EpochMs },
): Promise<boolean> {
  const taken = await session.all(
    "update publication_target set busy_until = ? where instance_id = ? and busy_until < ? returning instance_id",
    [until, instanceId, now],
  );
  return taken.length > 0;
}

/** Keeps a target for oneself until another moment, or lets it go. */
export async function holdTarget(
  session: Pick<Session, "run">,
  instanceId: number,
  until: EpochMs,
): Promise<void> {
  await session.run("update publication_target set busy_until = ? where instance_id = ?", [
    until,
    instanceId,
  ]);
}
