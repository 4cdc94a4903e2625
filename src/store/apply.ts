import type { EpochMs } from "../base/clock.ts";
import { type Applied, countApplied } from "./applied.ts";
import { compareEntities, writeEntities } from "./apply-entities.ts";
import { compareRelationships, writeRelationships } from "./apply-relationships.ts";
import type { ApplyPlan } from "./apply-plan.ts";
import { brake } from "./brake.ts";
import { type Losses, noteLosses } from "./losses.ts";
import type { Run } from "./run.ts";
import { retried } from "./retried.ts";
import type { Session } from "./session.ts";
import type { Staging } from "./staging.ts";
import { writeChanges, writeVolatile } from "./write-changes.ts";
import { writeShape } from "./write-shape.ts";

/** How a run is to be applied. */
export interface ApplyInput extends Losses {
  /** When the provider was asked: the begin of new versions, the end of old ones. */
  readonly observedOn: EpochMs;
}

/** Makes the staged snapshot the graph, in one transaction: rows, history, feed, shapes and the run, or nothing. */
export async function applyRun(staging: Staging, input: ApplyInput): Promise<Applied> {
  const { run } = staging;
  await staging.settle();
  await staging.makeRoom();
  const session = await staging.session();
  try {
    for (const statement of session.dialect.beforeApply) await session.run(statement);
    // Of all tenants, so in a transaction of its own: the long ones of two tenants would be in each other's way.
    const { volatile } = staging.rules;
    await retried(() => session.transaction(() => writeVolatile(session, volatile)));
    const applied = await session.transaction(async () => {
      const plan: ApplyPlan = {
        session,
        run,
        ...(await positionOf(session, run, input.observedOn)),
        rule: await noteLosses(session, input),
      };
      return applyPlan(plan, staging);
    });
    // The graph is written: what fails from here on fails no run.
    await staging.empty().catch(() => undefined);
    // Readers at work may refuse it, and then a later one does it.
    const { afterMuch, afterChange } = session.dialect;
    for (const statement of [...(changedMuch(applied) ? afterMuch : []), ...afterChange])
      await session.run(statement).catch(() => undefined);
    return applied;
  } finally {
    session.close();
  }
}

// Fewer rows are seen to in time by whoever cleans up.
const muchRows = 10_000;

/** Whether many rows, a tenth of all or more, were written anew or left behind. */
function changedMuch({ byType }: Applied): boolean {
  let changed = 0;
  let kept = 0;
  for (const done of byType.values()) {
    changed += done.created + done.updated + done.touched + done.deleted;
    kept += done.kept;
  }
  return changed >= muchRows && changed * 9 >= kept;
}

async function applyPlan(plan: ApplyPlan, staging: Staging): Promise<Applied> {
  const { session, run, observedOn, baseline } = plan;
  await compareEntities(plan);
  await brake(plan, "entity");
  await writeEntities(plan);
  await compareRelationships(plan);
  await brake(plan, "relationship");
  await writeRelationships(plan);
  if (!baseline) await writeChanges(plan);
  await writeShape(plan, staging.shapes);
  await session.run(
    "update run set state = 'completed', ended_on = ?, observed_on = ?, baseline = ? where id = ?",
    [observedOn, observedOn, baseline, run.id],
  );
  const applied = await countApplied(plan, staging.conflicts);
  await staging.hold(session);
  return applied;
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
