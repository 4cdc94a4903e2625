import type { Plan, PlanHop, PlanOptional, PlanStep, SlotNumber } from "./plan.ts";

/** A hop of a path with the entities it may start from. */
export interface Link {
  readonly hop: PlanHop;
  /** More than one behind an optional group: what the group reached, and where it started. */
  readonly from: readonly SlotNumber[];
  /** Whether the single entity it starts from has no place in an answer without this hop. */
  readonly required: boolean;
}

/** Whether a hop stands for a path rather than for one relationship. */
export function isSomehow({ slots }: Pick<Plan, "slots">, { edge }: PlanHop): boolean {
  const slot = slots[edge];
  return slot?.kind === "edge" && slot.between !== null;
}

/** All hops of a path, in the order they are written. */
export function linksOf({ steps }: Pick<Plan, "steps">): readonly Link[] {
  const links: Link[] = [];
  walk(steps, [0], links);
  return links;
}

function walk(
  steps: readonly PlanStep[],
  start: readonly SlotNumber[],
  links: Link[],
): readonly SlotNumber[] {
  let from = start;
  let inside = true;
  for (const step of steps) {
    if (step.kind === "optional") from = walkOptional(step, from, links);
    else {
      links.push({ hop: step, from, required: inside && from.length === 1 && !step.negated });
      if (!step.negated) from = [step.vertex];
    }
    inside = true;
  }
  return from;
}

function walkOptional(
  { steps }: PlanOptional,
  from: readonly SlotNumber[],
  links: Link[],
): readonly SlotNumber[] {
  const before = links.length;
  const reached = walk(steps, from, links);
  // Where a group starts is in the answer also without the group.
  for (let index = before; index < links.length; index++) {
    const link = links[index];
    if (link !== undefined && link.from === from) links[index] = { ...link, required: false };
  }
  return [...new Set([...from, ...reached])];
}
