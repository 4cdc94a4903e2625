import type { PropertyChange } from "./change.ts";
import type { Properties, PropertyValue } from "./entity.ts";

/** Whether two values of a property are the same; lists element by element. */
export function sameValue(
  one: PropertyValue | undefined,
  other: PropertyValue | undefined,
): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((item, at) => item === other[at]);
}

/** The properties that differ, by name in alphabetical order; those in `ignored` never do. */
export function changedProperties(
  before: Properties,
  after: Properties,
  ignored: ReadonlySet<string> = new Set(),
): Readonly<Record<string, PropertyChange>> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  const changed = names
    .filter((name) => !ignored.has(name) && !sameValue(valueOf(before, name), valueOf(after, name)))
    .map((name) => [name, { before: valueOf(before, name), after: valueOf(after, name) }]);
  return Object.fromEntries(changed);
}

// An inherited member, such as `constructor`, is not a property.
function valueOf(properties: Properties, name: string): PropertyValue | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** Whether nothing differs. */
export function sameProperties(one: Properties, other: Properties): boolean {
  return Object.keys(changedProperties(one, other)).length === 0;
}
