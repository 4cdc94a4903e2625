import { Failure } from "../base/failure.ts";
import type { EpochMs } from "../base/clock.ts";
import { addEvaluation } from "../store/evaluation.ts";
import { planRule, type StoredRule } from "../store/rule.ts";
import { recallRows, rememberRows, type RuleMemory } from "../store/rule-memory.ts";
import type { Session } from "../store/session.ts";
import type { AlertWorld } from "./alert-world.ts";
import { type Answers, askRule } from "./ask-rule.ts";
import type { AlertEvent } from "./alert-state.ts";
import { definitionSchema, type RuleDefinition } from "./definition.ts";
import { countsOf, type Evidence, evidenceOf } from "./evidence.ts";
import { happen } from "./raise.ts";
import { ruleHolds } from "./rule-holds.ts";
import { memoryOf } from "./rule-memory.ts";
import { tagEntities } from "./tag-entities.ts";
import { nextEvaluation } from "./rule-schedule.ts";

/** How an evaluation came out. `unsure`: it would have cleared, but what it looked at may be out of date. */
type Outcome = "matched" | "clear" | "unsure" | "failed";

/** What an evaluation came to. */
export interface Evaluated {
  readonly ruleId: number;
  readonly outcome: Outcome;
  readonly total: number;
  readonly added: number;
  readonly removed: number;
  readonly still: number;
  readonly note: string | null;
}

interface Evaluation {
  readonly rule: StoredRule;
  readonly definition: RuleDefinition;
  readonly cause: string;
  readonly startedOn: EpochMs;
  readonly memory: RuleMemory | null;
}

/** Reads what a rule says. */
export function definitionOf({ definition }: Pick<StoredRule, "definition">): RuleDefinition {
  return definitionSchema.parse(JSON.parse(definition));
}

/**
 * Evaluates a rule against the graph as it is committed: what it found, its alert and what is to be told of it are written
 * in one transaction. An evaluation that fails raises an alert of its own and leaves the rule's as it is.
 */
export async function evaluateRule(
  world: AlertWorld,
  rule: StoredRule,
  cause: string,
): Promise<Evaluated> {
  const memory = await recallRows(world.database, rule.id);
  const startedOn = world.clock.now();
  const evaluation = { rule, definition: definitionOf(rule), cause, startedOn, memory };
  let answers: Answers;
  try {
    answers = await askRule(world, evaluation.definition, memoryOf(memory?.rows ?? null));
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    return noteFailure(world, evaluation, failure);
  }
  return noteAnswers(world, evaluation, answers);
}

function outcomeOf(evaluation: Evaluation, answers: Answers, evidence: Evidence): Outcome {
  if (ruleHolds(evaluation.definition, evaluation.rule.id, evidence)) return "matched";
  return answers.isDoubtful ? "unsure" : "clear";
}

const notes: Readonly<Record<Outcome, string | null>> = {
  matched: null,
  clear: "It does not hold any more.",
  unsure:
    "It does not hold by what is known, but the last run did not read all that it asks for: an open alert stays open.",
  failed: null,
};

function eventOf(outcome: Exclude<Outcome, "failed">, added: number): AlertEvent {
  if (outcome === "matched") return added > 0 ? "grew" : "matched";
  return outcome === "clear" ? "cleared" : "unsure";
}

async function noteAnswers(
  { database, clock }: AlertWorld,
  evaluation: Evaluation,
  answers: Answers,
): Promise<Evaluated> {
  const { rule, definition, memory } = evaluation;
  const evidence = evidenceOf(answers);
  const outcome = outcomeOf(evaluation, answers, evidence);
  const counts = countsOf(answers);
  const note = notes[outcome];
  const now = clock.now();
  const saved = Object.entries(answers.queries).map(([name, one]) => [name, one.memory]);
  const happened = { now, actor: `evaluation for ${evaluation.cause}`, note };
  const event = outcome === "failed" ? "unsure" : eventOf(outcome, counts.added);
  await database.transaction(async (session) => {
    const rows = JSON.stringify(Object.fromEntries(saved));
    await rememberRows(session, rule.id, { turn: memory?.turn ?? null, rows });
    await conclude(session, evaluation, { outcome, ...counts, now, errorCode: null, note });
    await tagEntities(session, { rule: { id: rule.id, definition }, outcome, answers, now });
    const subject = {
      rule: { id: rule.id, definition },
      kind: "rule",
      title: definition.name,
      evidence,
    } as const;
    await happen(session, subject, { ...happened, event });
    await happen(
      session,
      { ...unevaluable(evaluation), evidence: null },
      {
        ...happened,
        event: "cleared",
        note: "The rule can be evaluated again.",
      },
    );
  });
  return { ruleId: rule.id, outcome, ...counts, note };
}

function unevaluable({ rule, definition }: Evaluation) {
  const title = `The rule "${definition.name}" cannot be evaluated`;
  return { rule: { id: rule.id, definition }, kind: "evaluation", title } as const;
}

async function noteFailure(
  { database, clock }: AlertWorld,
  evaluation: Evaluation,
  failure: Failure,
): Promise<Evaluated> {
  const { rule, cause } = evaluation;
  const counts = { total: 0, added: 0, removed: 0, still: 0 };
  const note = failure.message;
  const now = clock.now();
  await database.transaction(async (session) => {
    const told = { outcome: "failed", ...counts, now, errorCode: failure.code, note } as const;
    await conclude(session, evaluation, told);
    const subject = { ...unevaluable(evaluation), evidence: null };
    await happen(session, subject, {
      event: "matched",
      now,
      actor: `evaluation for ${cause}`,
      note,
    });
  });
  return { ruleId: rule.id, outcome: "failed", ...counts, note };
}

interface Conclusion extends Omit<Evaluated, "ruleId"> {
  readonly now: EpochMs;
  readonly errorCode: string | null;
}

async function conclude(
  session: Session,
  { rule, definition, cause, startedOn }: Evaluation,
  { now, ...told }: Conclusion,
): Promise<void> {
  await addEvaluation(session, { ruleId: rule.id, cause, startedOn, endedOn: now, ...told });
  const nextOn = nextEvaluation(definition, { nextOn: rule.nextOn, now });
  if (rule.enabled && nextOn !== rule.nextOn) await planRule(session, rule.id, nextOn);
}
