import type { Entity } from "./entity.ts";
import { sameProperties, sameValue } from "./property-change.ts";
import type { Relationship } from "./relationship.ts";

/** A graph in memory, by key. */
export interface Graph {
  readonly entities: ReadonlyMap<string, Entity>;
  readonly relationships: ReadonlyMap<string, Relationship>;
}

/** What happened to one thing, with all that is needed to do and to undo it. */
type Step<Thing> =
  | { readonly operation: "create"; readonly key: string; readonly after: Thing }
  | {
      readonly operation: "update";
      readonly key: string;
      readonly before: Thing;
      readonly after: Thing;
    }
  | { readonly operation: "delete"; readonly key: string; readonly before: Thing };

/** How one graph differs from another. */
export interface Difference {
  readonly entities: readonly Step<Entity>[];
  readonly relationships: readonly Step<Relationship>[];
}

/** Whether two entities are the same version: type, classes and properties. The raw record does not count. */
function sameEntity(one: Entity, other: Entity): boolean {
  return (
    one.key === other.key &&
    one.type === other.type &&
    sameValue(one.classes, other.classes) &&
    sameProperties(one.properties, other.properties)
  );
}

/** Whether two relationships are the same version. */
function sameRelationship(one: Relationship, other: Relationship): boolean {
  return (
    one.type === other.type &&
    one.verb === other.verb &&
    one.from === other.from &&
    one.to === other.to &&
    sameProperties(one.properties, other.properties)
  );
}

type Same<Thing> = (one: Thing, other: Thing) => boolean;

function stepsBetween<Thing>(
  before: ReadonlyMap<string, Thing>,
  after: ReadonlyMap<string, Thing>,
  same: Same<Thing>,
): Step<Thing>[] {
  const steps: Step<Thing>[] = [];
  for (const [key, was] of before) {
    const is = after.get(key);
    if (is === undefined) steps.push({ operation: "delete", key, before: was });
    else if (!same(was, is)) steps.push({ operation: "update", key, before: was, after: is });
  }
  for (const [key, is] of after) {
    if (!before.has(key)) steps.push({ operation: "create", key, after: is });
  }
  return steps;
}

/** What must happen to `before` for it to become `after`: at most one step a thing. */
export function diff(before: Graph, after: Graph): Difference {
  return {
    entities: stepsBetween(before.entities, after.entities, sameEntity),
    relationships: stepsBetween(before.relationships, after.relationships, sameRelationship),
  };
}

function stepped<Thing>(
  things: ReadonlyMap<string, Thing>,
  steps: readonly Step<Thing>[],
): Map<string, Thing> {
  const next = new Map(things);
  for (const step of steps) {
    if (next.has(step.key) === (step.operation === "create")) {
      throw new Error(`cannot ${step.operation} ${step.key}: the difference is of another graph`);
    }
    if (step.operation === "delete") next.delete(step.key);
    else next.set(step.key, step.after);
  }
  return next;
}

/** The graph after a difference. Throws when the difference does not fit: it was made from another graph. */
export function apply(graph: Graph, difference: Difference): Graph {
  return {
    entities: stepped(graph.entities, difference.entities),
    relationships: stepped(graph.relationships, difference.relationships),
  };
}

function undo<Thing>(step: Step<Thing>): Step<Thing> {
  const { key } = step;
  switch (step.operation) {
    case "create":
      return { operation: "delete", key, before: step.after };
    case "update":
      return { operation: "update", key, before: step.after, after: step.before };
    case "delete":
      return { operation: "create", key, after: step.before };
  }
}

/** The difference that leads back. */
export function invert(difference: Difference): Difference {
  return {
    entities: difference.entities.map(undo).toReversed(),
    relationships: difference.relationships.map(undo).toReversed(),
  };
}
