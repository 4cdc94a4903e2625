import type { Data } from "./expression.ts";

/** A list's items; nothing of what is no list. */
export function itemsOf(data: Data): readonly Data[] {
  return Array.isArray(data) ? data : [];
}

/** Whether data is an object with properties. */
export function isRecord(data: Data): data is { readonly [name: string]: Data } {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/** An object's own property: what it inherits is not there. A list has its length. */
export function memberOf(data: Data, name: string): Data {
  if (Array.isArray(data)) return name === "length" ? data.length : undefined;
  if (!isRecord(data)) return undefined;
  return Object.hasOwn(data, name) ? data[name] : undefined;
}

/** Data as text: absent as nothing, lists and objects as JSON. */
export function textOf(data: Data): string {
  if (data === null || data === undefined) return "";
  return typeof data === "object" ? JSON.stringify(data) : String(data);
}

/** Whether data counts as true: all but false, nothing, 0 and the empty text. */
export function isTrue(data: Data): boolean {
  return Boolean(data);
}

/** Whether two data are the same, whatever they are made of. */
export function isSame(one: Data, other: Data): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object")
    return (one ?? null) === (other ?? null);
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Two objects joined; the second's properties win. */
export function joined(one: Data, other: Data): Data {
  return { ...(isRecord(one) ? one : {}), ...(isRecord(other) ? other : {}) };
}

/** Only some properties of an object, in that order. */
export function picked(data: Data, names: readonly string[]): Data {
  return Object.fromEntries(names.map((name) => [name, memberOf(data, name)]));
}
