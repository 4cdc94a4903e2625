import type { Catalogue, RelationshipShape } from "./catalogue.ts";
import { type Link, linksOf } from "./links.ts";
import type { EdgeSlot, Plan, PlanTarget, Slot, SlotNumber } from "./plan.ts";

/** A relationship type that a hop can take, and in which direction. */
export interface Way {
  readonly shape: RelationshipShape;
  /** `out`: from the entity before the hop to the one behind it. */
  readonly direction: "out" | "in";
}

/** What a path can meet in a graph of a given shape. */
export interface Reach {
  /** The types that each entity slot can have; absent for other slots. */
  readonly types: ReadonlyMap<SlotNumber, ReadonlySet<string>>;
  /** The ways that each relationship slot can take. */
  readonly ways: ReadonlyMap<SlotNumber, readonly Way[]>;
}

type Types = Map<SlotNumber, ReadonlySet<string>>;

/** Finds which types and relationships a path can meet. Nothing outside them can be in the answer. */
export function reachOf(plan: Pick<Plan, "slots" | "steps">, catalogue: Catalogue): Reach {
  const types = ownTypes(plan.slots, catalogue);
  const links = linksOf(plan);
  const ways = new Map<SlotNumber, readonly Way[]>();
  // What is ruled out at one end may rule out something at the other: forth and back until it settles.
  for (let before = -1; size(types) !== before;) {
    before = size(types);
    for (const link of links) narrowForth(link, { plan, catalogue, types, ways });
    for (const link of links.toReversed()) narrowBack(link, { plan, catalogue, types, ways });
  }
  return { types, ways };
}

/** The types that an entity slot matches by itself, whatever the path around it. */
export function ownTypes(slots: readonly Slot[], catalogue: Catalogue): Types {
  const types: Types = new Map();
  slots.forEach((slot, number) => {
    if (slot.kind === "vertex") types.set(number, typesOf(slot.target, catalogue));
  });
  return types;
}

/** The types that a target matches. */
export function typesOf(target: PlanTarget, { entities }: Catalogue): ReadonlySet<string> {
  const matching = entities.filter(({ type, classes }) => isOf(target, type, classes));
  return new Set(matching.map(({ type }) => type));
}

function isOf(target: PlanTarget, type: string, classes: readonly string[]): boolean {
  switch (target.kind) {
    case "any":
    case "text":
    case "starts":
      return true;
    case "type":
      return type === target.name;
    case "class":
      return classes.includes(target.name);
    case "either":
      return target.options.some((option) => isOf(option, type, classes));
    case "both":
      return target.of.every((part) => isOf(part, type, classes));
  }
}

function size(types: Types): number {
  return [...types.values()].reduce((sum, { size: one }) => sum + one, 0);
}

interface Narrowing {
  readonly plan: Pick<Plan, "slots">;
  readonly catalogue: Catalogue;
  readonly types: Types;
  readonly ways: Map<SlotNumber, readonly Way[]>;
}

function narrowForth({ hop, from }: Link, { plan, catalogue, types, ways }: Narrowing): void {
  const edge = plan.slots[hop.edge];
  if (edge?.kind !== "edge") return;
  const starts = new Set(from.flatMap((slot) => [...(types.get(slot) ?? [])]));
  const ends = types.get(hop.vertex) ?? new Set();
  const found = waysBetween(edge, { starts, ends }, catalogue);
  ways.set(hop.edge, found);
  types.set(hop.vertex, new Set(found.map(endOf)));
}

function narrowBack({ hop, from, required }: Link, { types, ways }: Narrowing): void {
  const [start] = from;
  if (!required || start === undefined) return;
  const possible = new Set((ways.get(hop.edge) ?? []).map(startOf));
  const held = types.get(start) ?? new Set<string>();
  types.set(start, new Set([...held].filter((type) => possible.has(type))));
}

/** The types at both ends of a hop. */
export interface Ends {
  readonly starts: ReadonlySet<string>;
  readonly ends: ReadonlySet<string>;
}

/** The relationship types that lead from one of the starts to one of the ends. */
export function waysBetween(
  { verbs, direction }: Pick<EdgeSlot, "verbs" | "direction">,
  { starts, ends }: Ends,
  { relationships }: Catalogue,
): readonly Way[] {
  const fitting = relationships.filter(({ verb }) => verbs === null || verbs.includes(verb));
  return fitting.flatMap((shape): Way[] => {
    const { fromType, toType } = shape;
    const out = direction !== "in" && starts.has(fromType) && ends.has(toType);
    const back = direction !== "out" && starts.has(toType) && ends.has(fromType);
    return [
      ...(out ? [{ shape, direction: "out" as const }] : []),
      ...(back ? [{ shape, direction: "in" as const }] : []),
    ];
  });
}

function startOf({ shape, direction }: Way): string {
  return direction === "out" ? shape.fromType : shape.toType;
}

function endOf({ shape, direction }: Way): string {
  return direction === "out" ? shape.toType : shape.fromType;
}
