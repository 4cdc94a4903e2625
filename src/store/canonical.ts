import type { Properties, PropertyValue } from "../graph/entity.ts";

/**
 * Properties as one JSON text whose form depends on the content alone: the lasting ones sorted by name, then the
 * volatile ones. `lasting` lacks its closing brace, so that `lasting + volatile` is the whole text and the digest of
 * `lasting` alone tells whether anything worth a version changed.
 */
export interface Canonical {
  readonly lasting: string;
  readonly volatile: string;
}

const quotedNames = new Map<string, string>();

/** `"name":`, made once: a few hundred names stand before millions of values. */
function quoted(name: string): string {
  const known = quotedNames.get(name);
  if (known !== undefined) return known;
  const made = `${JSON.stringify(name.toWellFormed())}:`;
  quotedNames.set(name, made);
  return made;
}

function sorted(names: readonly string[]): boolean {
  for (let at = 1; at < names.length; at++)
    if ((names[at - 1] ?? "") > (names[at] ?? "")) return false;
  return true;
}

// Half of a surrogate pair becomes an escape that no database accepts as JSON.
const halfCharacter = "\\ud";

function mended(value: PropertyValue): PropertyValue {
  if (typeof value === "string") return value.toWellFormed();
  if (!Array.isArray(value)) return value;
  const texts = value.filter((item: unknown) => typeof item === "string");
  return texts.length === value.length ? texts.map((text) => text.toWellFormed()) : value;
}

function textOf(value: PropertyValue | undefined): string {
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value === undefined) return "null";
  const text = JSON.stringify(value);
  return text.includes(halfCharacter) ? JSON.stringify(mended(value)) : text;
}

/** The canonical form of properties, given the names that are volatile for their type. */
export function canonical(properties: Properties, volatile: readonly string[] = []): Canonical {
  const names = Object.keys(properties);
  if (!sorted(names)) names.sort();
  let lasting = "";
  let changing = "";
  for (const name of names) {
    const piece = quoted(name) + textOf(properties[name]);
    if (volatile.includes(name)) changing += changing === "" ? piece : `,${piece}`;
    else lasting += lasting === "" ? piece : `,${piece}`;
  }
  const between = lasting !== "" && changing !== "" ? "," : "";
  return { lasting: `{${lasting}`, volatile: `${between}${changing}}` };
}
