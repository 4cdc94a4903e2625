import type { Row } from "./session.ts";

const pairs = /[\uD800-\uDFFF]/;
const belowPairs = 0xd800;
const abovePairs = 0xe000;

/** A code unit's place in the order of code points: halves of pairs stand for what is above all others. */
function place(unit: number): number {
  if (unit < belowPairs) return unit;
  return unit < abovePairs ? unit + 0x2000 : unit - 0x800;
}

/** Texts as both databases order their bytes, which UTF-16 does not. */
function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  if (!pairs.test(one) && !pairs.test(other)) return one < other ? -1 : 1;
  for (let at = 0; at < one.length && at < other.length; at++) {
    const difference = place(one.charCodeAt(at)) - place(other.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** What has no text stands behind what has. */
function compareNames(one: unknown, other: unknown): number {
  if (typeof one === "string" && typeof other === "string") return compareTexts(one, other);
  return (typeof one === "string" ? 0 : 1) - (typeof other === "string" ? 0 : 1);
}

function compareRows(one: Row, other: Row): number {
  return (
    Number(one["layer"]) - Number(other["layer"]) ||
    compareNames(one["type"], other["type"]) ||
    compareNames(one["name"], other["name"]) ||
    compareNames(one["key"], other["key"]) ||
    Number(one["id"]) - Number(other["id"])
  );
}

/**
 * Rows of a tree, entities or relationships, in their order: by step, type, name and key. Ordered here, hundreds of whole
 * objects cost a tenth of the time that the database takes to move them about.
 */
export function inTreeOrder(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted(compareRows);
}
