import type { PropertyKinds } from "../j1ql/catalogue.ts";
import type { Properties, PropertyValue } from "../graph/entity.ts";
import { isSorted } from "./canonical.ts";
import { storableText } from "./storable-text.ts";

export type PropertyKind = keyof PropertyKinds;

/** Which properties an entity has, and of which kind each is. */
export type Structure = readonly (readonly [name: string, kind: PropertyKind])[];

/** `absent`: a name without a value, which is written nowhere. */
type HeldKind = PropertyKind | "absent";

function kindOf(value: PropertyValue | undefined): HeldKind {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "list";
}

/** Which properties an entity has, in their order, and of which kind each is. */
export interface EntityShape {
  /** Counted from 0, in the order of meeting. */
  readonly number: number;
  readonly names: readonly string[];
  readonly kinds: readonly HeldKind[];
  /** Whether the names stand in the order that the store writes them in. */
  readonly isSorted: boolean;
}

function isOf(
  { names, kinds }: EntityShape,
  properties: Properties,
  found: readonly string[],
): boolean {
  if (names.length !== found.length) return false;
  for (let at = 0; at < found.length; at++) {
    const name = found[at] ?? "";
    if (names[at] !== name || kinds[at] !== kindOf(properties[name])) return false;
  }
  return true;
}

const kindNumbers: Readonly<Record<HeldKind, number>> = {
  null: 0,
  string: 1,
  number: 2,
  boolean: 3,
  list: 4,
  absent: 5,
};

// Of FNV: makes of numbers in a row one that hardly another row has.
const prime = 0x01_00_01_93;

/** The structures of entities, of which thousands share one, each by a number. */
export class ShapeBook {
  readonly #nameNumbers = new Map<string, number>();
  /** By a number that few others have. */
  readonly #byMark = new Map<number, EntityShape[]>();
  readonly #shapes: EntityShape[] = [];

  /** The shape of these properties. A text that tells it would take three times as long. */
  of(properties: Properties): EntityShape {
    const names = Object.keys(properties);
    let mark = names.length;
    for (const name of names)
      mark = Math.imul(
        mark ^ (this.#numberOf(name) * 8 + kindNumbers[kindOf(properties[name])]),
        prime,
      );
    const alike = this.#byMark.get(mark);
    const known = alike?.find((shape) => isOf(shape, properties, names));
    if (known !== undefined) return known;
    const shape = {
      number: this.#shapes.length,
      names,
      kinds: names.map((name) => kindOf(properties[name])),
      isSorted: isSorted(names),
    };
    this.#shapes.push(shape);
    this.#byMark.set(mark, [...(alike ?? []), shape]);
    return shape;
  }

  /** What a number stands for. */
  structure(number: number): Structure {
    const shape = this.#shapes[number];
    if (shape === undefined) throw new Error(`no structure has the number ${number}`);
    return shape.names.flatMap((name, at) => {
      const kind = shape.kinds[at];
      return kind === undefined || kind === "absent" ? [] : [[storableText(name), kind] as const];
    });
  }

  #numberOf(name: string): number {
    const known = this.#nameNumbers.get(name);
    if (known !== undefined) return known;
    this.#nameNumbers.set(name, this.#nameNumbers.size);
    return this.#nameNumbers.size - 1;
  }
}
