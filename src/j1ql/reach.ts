import type { Catalogue } from "./catalogue.ts";
import { type Link, linksOf } from "./links.ts";
import type { EdgeSlot, Plan, PlanTarget, Slot, SlotNumber } from "./plan.ts";
import { walksBetween } from "./walks.ts";
import { endOf, type Ends, type Passages, startOf, type Way, waysBetween } from "./ways.ts";

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
  const found = passagesBetween(edge, { starts, ends }, catalogue);
  ways.set(hop.edge, found.ways);
  types.set(hop.vertex, found.ends);
}

function narrowBack({ hop, from, required }: Link, { plan, catalogue, types }: Narrowing): void {
  const [start] = from;
  const edge = plan.slots[hop.edge];
  if (!required || start === undefined || edge?.kind !== "edge") return;
  const starts = types.get(start) ?? new Set<string>();
  const ends = types.get(hop.vertex) ?? new Set();
  types.set(start, passagesBetween(edge, { starts, ends }, catalogue).starts);
}

/** How a hop can get from its starts to its ends, and between which of them. */
export function passagesBetween(edge: EdgeSlot, between: Ends, catalogue: Catalogue): Passages {
  if (edge.between !== null) return walksBetween(edge, between, catalogue);
  const ways = waysBetween(edge, between, catalogue);
  return { ways, starts: new Set(ways.map(startOf)), ends: new Set(ways.map(endOf)) };
}
