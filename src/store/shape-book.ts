import type { PropertyKinds } from "../j1ql/catalogue.ts";
import type { Properties, PropertyValue } from "../graph/entity.ts";
import { storableText } from "./storable-text.ts";

export type PropertyKind = keyof PropertyKinds;

/** Which properties an entity has, and of which kind each is. */
export type Structure = readonly (readonly [name: string, kind: PropertyKind])[];

function kindOf(value: PropertyValue): PropertyKind {
  if (value === null) return "null";
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "list";
}

function structureOf(properties: Properties): Structure {
  return Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [[storableText(name), kindOf(value)] as const],
  );
}

/** The structures of entities, of which thousands share one, each by a number. */
export class ShapeBook {
  readonly #numbers = new Map<string, number>();
  readonly #structures: Structure[] = [];

  /** The number of these properties' structure. */
  number(properties: Properties): number {
    let signature = "";
    for (const name in properties) {
      const value = properties[name];
      if (value !== undefined) signature += `${name}\n${kindOf(value)}\n`;
    }
    const known = this.#numbers.get(signature);
    if (known !== undefined) return known;
    this.#numbers.set(signature, this.#structures.length);
    return this.#structures.push(structureOf(properties)) - 1;
  }

  /** What a number stands for. */
  structure(number: number): Structure {
    const structure = this.#structures[number];
    if (structure === undefined) throw new Error(`no structure has the number ${number}`);
    return structure;
  }
}
