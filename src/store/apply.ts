import type { EpochMs } from "../base/clock.ts";
import type { Complete } from "../base/complete.ts";
import { compareEntities, writeEntities } from "./apply-entities.ts";
import { compareRelationships, writeRelationships } from "./apply-relationships.ts";
import { brake, type BrakeRule } from "./brake.ts";
import { joinDuplicates } from "./join-duplicates.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";
import type { Staging } from "./staging.ts";
import { writeChanges, writeVolatile } from "./write-changes.ts";
import { writeShape } from "./write-shape.ts";

/** How a run is to be applied. */
export interface ApplyInput {
  /** When the provider was asked: the begin of new versions, the end of old ones. */
  readonly observedOn: EpochMs;
  /** Types that may lose objects, each with the proof that its collections were read to the end. */
  readonly receipts: ReadonlyMap<string, readonly Complete[]>;
  readonly brake?: BrakeRule | undefined;
  /** Apply deletions that would be, or were, held back. */
  readonly confirmHeld?: boolean | undefined;
}

/** What a run did to one type. */
export interface AppliedType {
  readonly kind: "entity" | "relationship";
  readonly created: number;
  readonly updated: number;
  /** Only volatile properties or the raw record differ. */
  readonly touched: number;
  readonly deleted: number;
  readonly kept: number;
  readonly held: number;
}

/** What a run did. */
export interface Applied {
  readonly byType: ReadonlyMap<string, AppliedType>;
  /** Staged edges that lead to nothing, by type: left out. */
  readonly dangling: ReadonlyMap<string, number>;
  /** Objects that came twice with different content, by type: one was taken. */
  readonly conflicts: ReadonlyMap<string, number>;
  /** The first run of its instance. */
  readonly baseline: boolean;
  /** The begin of the new versions; later than every earlier run's, even if the clock went back. */
  readonly observedOn: EpochMs;
}

/** What the parts of an apply share. */
export interface ApplyPlan {
  readonly session: Session;
  readonly run: Run;
  readonly observedOn: EpochMs;
  readonly rule: BrakeRule;
  readonly confirmHeld: boolean;
}

const defaultBrake: BrakeRule = { percent: 20, atLeast: 10 };

/** Makes the staged snapshot the graph, in one transaction: rows, history, feed, shapes and the run, or nothing. */
export async function applyRun(staging: Staging, input: ApplyInput): Promise<Applied> {
  const { session } = staging;
  const conflicts = new Map(await joinDuplicates(staging));
  const applied = await session.transaction(() => applyInTransaction(staging, input, conflicts));
  // Bounds the write-ahead log; readers at work may refuse it, and then a later one does it.
  await session.run("checkpoint").catch(() => undefined);
  return applied;
}

async function applyInTransaction(
  staging: Staging,
  input: ApplyInput,
  conflicts: Map<string, number>,
): Promise<Applied> {
  const { session, run } = staging;
  const { baseline, observedOn } = await positionOf(session, run, input.observedOn);
  const confirmHeld = input.confirmHeld ?? false;
  const plan: ApplyPlan = {
    session,
    run,
    observedOn,
    rule: input.brake ?? defaultBrake,
    confirmHeld,
  };
  await noteLosses(session, input.receipts);
  await compareEntities(plan);
  await brake(plan, "entity");
  await writeEntities(plan);
  const dangling = await compareRelationships(plan);
  await brake(plan, "relationship");
  await writeRelationships(plan);
  await writeVolatile(session, staging.rules.volatile);
  if (!baseline) await writeChanges(plan);
  await writeShape(plan);
  await session.run(
    "update run set state = 'completed', ended_on = ?, observed_on = ?, baseline = ? where id = ?",
    [observedOn, observedOn, baseline, run.id],
  );
  for (const [type, count] of await entityConflicts(session)) conflicts.set(type, count);
  return { byType: await countByType(plan), dangling, conflicts, baseline, observedOn };
}

async function positionOf(session: Session, run: Run, wanted: EpochMs) {
  const [row] = await session.all(
    "select max(observed_on) as last from run where instance_id = ?",
    [run.instanceId],
  );
  const last = row?.["last"];
  if (typeof last !== "number") return { baseline: true, observedOn: wanted };
  return { baseline: false, observedOn: Math.max(wanted, last + 1) };
}

async function noteLosses(session: Session, receipts: ApplyInput["receipts"]): Promise<void> {
  await session.run("create or replace temp table may_lose (type text)");
  for (const [type, proofs] of receipts) {
    if (proofs.length > 0) await session.run("insert into may_lose values (?)", [type]);
  }
}

async function entityConflicts(session: Session): Promise<[string, number][]> {
  const rows = await session.all(
    `select n.type, count(*) as count from new_entity n join entity_repeated d on d.n = n.n and d.versions > 1
     group by n.type`,
  );
  return rows.map((row) => [String(row["type"]), Number(row["count"])]);
}

const countSql = `
  select 'entity' as kind, type, action, count(*) as count from (
    select type, action from entity_action union all select type, 'create' from created_entity) group by type, action
  union all
  select 'relationship', type, action, count(*) from (
    select type, action from relationship_action
    union all
    select type, 'create' from relationship where instance_id = ? and created_on = ? and run_id = ?) group by type, action`;

const fields: Readonly<Record<string, Exclude<keyof AppliedType, "kind">>> = {
  create: "created",
  update: "updated",
  touch: "touched",
  delete: "deleted",
  keep: "kept",
  held: "held",
};

async function countByType({
  session,
  run,
  observedOn,
}: ApplyPlan): Promise<ReadonlyMap<string, AppliedType>> {
  const rows = await session.all(countSql, [run.instanceId, observedOn, run.id]);
  const byType = new Map<string, AppliedType>();
  for (const row of rows.toSorted((a, b) => (String(a["type"]) < String(b["type"]) ? -1 : 1))) {
    const type = String(row["type"]);
    const kind = row["kind"] === "entity" ? "entity" : "relationship";
    const none = {
      kind,
      created: 0,
      updated: 0,
      touched: 0,
      deleted: 0,
      kept: 0,
      held: 0,
    } as const;
    const field = fields[String(row["action"])];
    if (field !== undefined)
      byType.set(type, { ...(byType.get(type) ?? none), [field]: Number(row["count"]) });
  }
  return byType;
}
