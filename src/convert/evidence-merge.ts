import type { Properties, PropertyValue } from "../graph/entity.ts";

/** Items of a list that are kept on an edge. */
export const keptItems = 10;

/** Times at which something began: the earlier one counts. */
const beginnings = new Set(["firstSeenOn", "installedOn"]);

function mergedValue(name: string, one: PropertyValue, other: PropertyValue): PropertyValue {
  if (Array.isArray(one) && Array.isArray(other)) {
    const texts = new Set([...one, ...other].map(String));
    return [...texts].toSorted().slice(0, keptItems);
  }
  if (typeof one === "boolean" && typeof other === "boolean") return one || other;
  if (typeof one === "number" && typeof other === "number")
    return beginnings.has(name) ? Math.min(one, other) : Math.max(one, other);
  return String(one) > String(other) ? one : other;
}

/**
 * What two rows about one machine and one thing say together: the longest time, all places (the first ten), and yes
 * rather than no. Associative, commutative and idempotent, so rows may come in any order, grouping and number.
 */
export function mergeEvidence(a: Properties, b: Properties): Properties {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted();
  const made: Record<string, PropertyValue> = {};
  for (const name of names) {
    const [one, other] = [a[name], b[name]];
    const value =
      one === undefined || other === undefined ? (one ?? other) : mergedValue(name, one, other);
    if (value !== undefined) made[name] = value;
  }
  return made;
}
