import type { Properties, PropertyValue } from "../graph/entity.ts";
import { storableText } from "./storable-text.ts";

/**
 * Properties as one JSON text whose form depends on the content alone: the lasting ones sorted by name, then the
 * volatile ones. `lasting` lacks its closing brace, so that `lasting + volatile` is the whole text and the digest of
 * `lasting` alone tells whether anything worth a version changed.
 */
export interface Canonical {
  readonly lasting: string;
  readonly volatile: string;
}

const none: readonly string[] = [];

/** All that there is of a text of lasting properties where there are none. */
const opening = "{";

const quotedNames = new Map<string, string>();

/** `"name":`, made once: a few hundred names stand before millions of values. */
function quoted(name: string): string {
  const known = quotedNames.get(name);
  if (known !== undefined) return known;
  const made = `${JSON.stringify(storableText(name))}:`;
  quotedNames.set(name, made);
  return made;
}

/** Whether names stand in the order in which properties are written. */
export function isSorted(names: readonly string[]): boolean {
  for (let at = 1; at < names.length; at++)
    if ((names[at - 1] ?? "") >= (names[at] ?? "")) return false;
  return true;
}

// How JSON writes half of a surrogate pair and a NUL character: escapes that no database accepts in all it does.
const escape = "\\u";
const halfCharacter = "\\ud";
const nul = "\\u0000";

function needsMending(json: string): boolean {
  return json.includes(escape) && (json.includes(halfCharacter) || json.includes(nul));
}

function mended(value: PropertyValue): PropertyValue {
  if (typeof value === "string") return storableText(value);
  if (!Array.isArray(value)) return value;
  const texts = value.filter((item: unknown) => typeof item === "string");
  return texts.length === value.length ? texts.map(storableText) : value;
}

function textOf(value: PropertyValue): string {
  const text = JSON.stringify(value);
  return needsMending(text) ? JSON.stringify(mended(value)) : text;
}

/**
 * The canonical form of properties, given the names that are volatile for their type. Who knows it says whether the
 * names of the properties are sorted.
 */
export function canonical(
  properties: Properties,
  volatile: readonly string[] = none,
  areSorted = isSorted(Object.keys(properties)),
): Canonical {
  return (
    (areSorted && isSorted(volatile) ? atOnce(properties, volatile) : null) ??
    oneByOne(properties, volatile)
  );
}

/** With one call for all properties, less than half of the time; `null` where that does not do. */
function atOnce(properties: Properties, volatile: readonly string[]): Canonical | null {
  const text = JSON.stringify(properties);
  if (needsMending(text)) return null;
  let lasting = "";
  let changing = "";
  let from = 0;
  for (const name of volatile) {
    const value = properties[name];
    if (value === undefined) continue;
    const member = quoted(name) + JSON.stringify(value);
    // A quote inside a text is escaped, so the member stands nowhere else.
    const at = text.indexOf(member, from);
    // Without the comma before it; or, where it is the first, without the one behind it.
    lasting += at === 1 ? opening : text.slice(from, at - 1);
    from = at + member.length;
    if (lasting === opening && text.startsWith(",", from)) from += 1;
    changing += changing === "" ? member : `,${member}`;
  }
  return halves(lasting + text.slice(from, -1), changing);
}

/** The halves of a JSON text: the first with its opening brace, the second without one. */
function halves(lasting: string, changing: string): Canonical {
  const between = lasting !== opening && changing !== "" ? "," : "";
  return { lasting, volatile: `${between}${changing}}` };
}

function oneByOne(properties: Properties, volatile: readonly string[]): Canonical {
  let lasting = "";
  let changing = "";
  for (const name of Object.keys(properties).toSorted()) {
    const value = properties[name];
    if (value === undefined) continue;
    const piece = quoted(name) + textOf(value);
    if (volatile.includes(name)) changing += changing === "" ? piece : `,${piece}`;
    else lasting += lasting === "" ? piece : `,${piece}`;
  }
  return halves(opening + lasting, changing);
}
