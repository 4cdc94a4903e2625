import type { Catalogue, RelationshipShape } from "./catalogue.ts";
import type { EdgeSlot } from "./plan.ts";

/** A relationship type that a hop can take, and in which direction. */
export interface Way {
  readonly shape: RelationshipShape;
  /** `out`: from the entity before the hop to the one behind it. */
  readonly direction: "out" | "in";
}

/** The ways that a hop can take, and the types at its ends that have one. */
export interface Passages extends Ends {
  readonly ways: readonly Way[];
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

/** The type before a way. */
export function startOf({ shape, direction }: Way): string {
  return direction === "out" ? shape.fromType : shape.toType;
}

/** The type behind a way. */
export function endOf({ shape, direction }: Way): string {
  return direction === "out" ? shape.toType : shape.fromType;
}
