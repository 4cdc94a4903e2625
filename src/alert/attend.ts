import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import { findAlert, listAwakened, type StoredAlert } from "../store/alert.ts";
import { retried } from "../store/retried.ts";
import { listUnattended, noteAttended, type UnattendedRun } from "../store/run-attended.ts";
import { findRule, listRules, type StoredRule } from "../store/rule.ts";
import type { Session } from "../store/session.ts";
import type { AlertWorld } from "./alert-world.ts";
import { definitionSchema, type RuleDefinition } from "./definition.ts";
import { definitionOf, type Evaluated, evaluateRule } from "./evaluate.ts";
import { change, type Happened } from "./raise.ts";

/** What attending needs of the world. */
export interface AttendWorld extends AlertWorld {
  readonly log: Log;
}

/** Evaluates a rule; what goes wrong with one must not keep the others from being evaluated. */
async function attempt(
  world: AttendWorld,
  rule: StoredRule,
  cause: string,
): Promise<Evaluated | null> {
  try {
    return await retried(() => evaluateRule(world, rule, cause));
  } catch (error) {
    const facts = { rule: rule.id, reason: error instanceof Error ? (error.stack ?? "") : "" };
    if (error instanceof Failure) world.log.warn("A rule was not evaluated", facts);
    else world.log.error("Evaluating a rule met a fault of the program", facts);
    return null;
  }
}

async function attemptAll(
  world: AttendWorld,
  rules: readonly StoredRule[],
  cause: string,
): Promise<readonly Evaluated[]> {
  const evaluated: Evaluated[] = [];
  for (const rule of rules) {
    const one = await attempt(world, rule, cause);
    if (one !== null) evaluated.push(one);
  }
  return evaluated;
}

/** Evaluates the rules whose time has come, and wakes the alerts that were snoozed until now. */
export async function evaluateDue(world: AttendWorld): Promise<readonly Evaluated[]> {
  const now = world.clock.now();
  const rules = await listRules(world.database);
  const due = rules.filter(({ enabled, nextOn }) => enabled && nextOn !== null && nextOn <= now);
  const evaluated = await attemptAll(world, due, "schedule");
  await wake(world);
  return evaluated;
}

/** Evaluates the rules that go by runs, for each instance whose last run ended since, however it did. */
export async function attendRuns(world: AttendWorld): Promise<readonly Evaluated[]> {
  const evaluated: Evaluated[] = [];
  for (const run of await listUnattended(world.database)) {
    const rules = (await listRules(world.database)).filter((rule) => isAfter(rule, run));
    evaluated.push(...(await attemptAll(world, rules, `run ${run.runId}`)));
    await world.database.transaction((session) => noteAttended(session, run));
  }
  return evaluated;
}

function isAfter(rule: StoredRule, { instanceId }: UnattendedRun): boolean {
  const { schedule } = definitionOf(rule);
  if (!rule.enabled || schedule.kind !== "after_run") return false;
  return schedule.instanceId === null || schedule.instanceId === instanceId;
}

/** What a deleted rule says: nothing that anybody is to be told. */
function nothing(name: string): RuleDefinition {
  return definitionSchema.parse({ name, queries: [{ query: "FIND *" }] });
}

/** Has something happen to an alert by itself or by a person, with what is to be told of it; `null`: nothing came of it. */
export async function affectAlert(
  session: Session,
  live: StoredAlert,
  happened: Happened,
): Promise<StoredAlert | null> {
  const rule = await findRule(session, live.ruleId);
  const definition = rule === null ? nothing(live.title) : definitionOf(rule);
  const { kind, title } = live;
  const subject = { rule: { id: live.ruleId, definition }, kind, title, evidence: null };
  return change(session, { subject, live }, happened);
}

async function wake({ database, clock }: AttendWorld): Promise<void> {
  for (const { id } of await listAwakened(database, clock.now())) {
    await database.transaction(async (session) => {
      const alert = await findAlert(session, id);
      if (alert?.state !== "snoozed") return;
      const note = "The time that it was snoozed for is over.";
      await affectAlert(session, alert, { event: "woke", now: clock.now(), actor: "clock", note });
    });
  }
}
