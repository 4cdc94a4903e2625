import { isSomehow } from "../j1ql/links.ts";
import type { Plan, PlanHop, PlanStep, PlanTarget, SlotNumber } from "../j1ql/plan.ts";
import { conjuncts, slotsOfPredicate } from "./compile/pushdown.ts";

/** A path up to one of its steps. */
export interface Stage {
  readonly kind: "find" | "hop" | "somehow" | "not";
  /** The verbs with their direction and what to find, in words. */
  readonly target: string;
  /** Whether the step stands in an optional group. */
  readonly optional: boolean;
  /** What stands behind the step. */
  readonly slot: SlotNumber;
  /** The relationship of the step; `null` at the start. */
  readonly edge: SlotNumber | null;
  /** What to count: the same, but behind a negated step, where nothing stands, what is left before it. */
  readonly counted: SlotNumber;
  readonly steps: readonly PlanStep[];
}

interface Walk {
  readonly plan: Plan;
  readonly optional: boolean;
  /** The steps of the whole path, of which these are the ones being walked. */
  readonly around: (steps: readonly PlanStep[]) => readonly PlanStep[];
}

/** All stages of a path: its start, and each of its steps in the order they are written. */
export function stagesOf(plan: Plan): readonly Stage[] {
  const start = { kind: "find" as const, optional: false, slot: 0, edge: null };
  const first: Stage = { ...start, target: nameOf(plan, 0), counted: 0, steps: [] };
  const walk: Walk = { plan, optional: false, around: (steps) => steps };
  return [first, ...walked(walk, plan.steps, 0)];
}

function walked(walk: Walk, steps: readonly PlanStep[], start: SlotNumber): readonly Stage[] {
  let last = start;
  return steps.flatMap((step, index) => {
    const before = steps.slice(0, index);
    if (step.kind === "optional") {
      const around = (inner: readonly PlanStep[]): readonly PlanStep[] =>
        walk.around([...before, { ...step, steps: inner, group: null }]);
      return walked({ ...walk, optional: true, around }, step.steps, last);
    }
    if (!step.negated) last = step.vertex;
    return [stageOf(walk, { step, counted: last, steps: walk.around([...before, step]) })];
  });
}

interface Hop extends Pick<Stage, "counted" | "steps"> {
  readonly step: PlanHop;
}

function stageOf({ plan, optional }: Walk, { step, counted, steps }: Hop): Stage {
  const kind = step.negated ? "not" : isSomehow(plan, step) ? "somehow" : "hop";
  const { edge, vertex } = step;
  const target = `${nameOf(plan, edge)} ${nameOf(plan, vertex)}`;
  return { kind, target, optional, slot: vertex, edge, counted, steps };
}

function nameOf({ slots }: Plan, number: SlotNumber): string {
  const slot = slots[number];
  if (slot?.kind === "vertex") return targetInWords(slot.target);
  if (slot?.kind !== "edge") return "";
  const verbs = slot.verbs === null ? "RELATES TO" : slot.verbs.join("|");
  return verbs + { out: " >>", in: " <<", either: "" }[slot.direction];
}

function targetInWords(target: PlanTarget): string {
  switch (target.kind) {
    case "any":
      return "*";
    case "type":
    case "class":
      return target.name;
    case "text":
      return `'${target.terms.join(" ")}'`;
    case "starts":
      return "a smart class";
    case "either":
      return target.options.map(targetInWords).join(" | ");
    case "both":
      return target.of.map(targetInWords).join(" of ");
  }
}

/** A plan that counts the entities at a stage: on paths up to there, under the conditions that can be asked there. */
export function countingPlan(plan: Plan, { steps, counted }: Stage): Plan {
  const bound = new Set<SlotNumber>([0, ...steps.flatMap(slotsIn)]);
  const of = conjuncts(plan.where).filter((part) =>
    slotsOfPredicate(part).every((slot) => bound.has(slot)),
  );
  const value = { kind: "aggregate", name: "count", of: { kind: "whole", slot: counted } } as const;
  return {
    ...plan,
    result: "table",
    unique: false,
    steps,
    where: of.length === 0 ? null : { kind: "all", of },
    columns: [{ name: "n", value }],
    having: null,
    order: [],
    skip: 0,
    limit: null,
  };
}

function slotsIn(step: PlanStep): readonly SlotNumber[] {
  return step.kind === "hop" ? [step.edge, step.vertex] : step.steps.flatMap(slotsIn);
}
