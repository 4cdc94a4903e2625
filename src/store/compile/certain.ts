import { isSomehow } from "../../j1ql/links.ts";
import type { PlanHop, PlanTarget, SlotNumber, VertexSlot } from "../../j1ql/plan.ts";
import type { Context } from "./context.ts";
import type { Filters } from "./filters.ts";

/** An end of a hop: the slot that stands there. */
export interface End {
  readonly slot: SlotNumber;
  /** Behind the hop rather than before it. */
  readonly far: boolean;
  readonly filters: Filters;
}

/** Whether every relationship that a hop can take has, at that end, an entity that can stand there: then the entity need not be read. */
export function isCertain(context: Context, hop: PlanHop, end: End): boolean {
  const vertex = context.plan.slots[end.slot];
  if (vertex?.kind !== "vertex" || isFiltered(vertex, end.slot, end.filters)) return false;
  return tellsTarget(context, hop, end);
}

/** Whether every relationship that a hop can take has, at that end, an entity of what is asked for there, whatever its properties. */
export function tellsTarget(
  { plan, known }: Context,
  hop: PlanHop,
  { slot, far }: Pick<End, "slot" | "far">,
): boolean {
  const vertex = plan.slots[slot];
  // What SOMEHOW can pass says nothing of where it ends.
  if (isSomehow(plan, hop) || known === null || vertex?.kind !== "vertex") return false;
  const types = known.reach.types.get(slot) ?? new Set<string>();
  const { relationships, entities } = known.catalogue;
  const shapes = entities.filter(({ type }) => types.has(type));
  if (!shapes.every(({ type, classes }) => settles(vertex.target, type, classes))) return false;
  return (known.reach.ways.get(hop.edge) ?? []).every(({ shape, direction }) => {
    const atTo = far === (direction === "out");
    const alike = relationships.filter(({ type }) => type === shape.type);
    return alike.every(({ fromType, toType }) => types.has(atTo ? toType : fromType));
  });
}

function isFiltered({ filter }: VertexSlot, slot: SlotNumber, filters: Filters): boolean {
  return filter !== null || (filters.get(slot) ?? []).length > 0;
}

/** Whether type and classes alone make an entity what is asked for. */
export function settles(target: PlanTarget, type: string, classes: readonly string[]): boolean {
  switch (target.kind) {
    case "any":
      return true;
    case "type":
      return target.name === type;
    case "class":
      return classes.includes(target.name);
    case "text":
    case "starts":
      return false;
    case "both":
      return target.of.every((part) => settles(part, type, classes));
    case "either":
      return target.options.some((option) => settles(option, type, classes));
  }
}
