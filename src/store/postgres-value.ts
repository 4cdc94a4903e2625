import { storableText } from "./storable-text.ts";
import type { Bound, Cell } from "./session.ts";

// Numbers of PostgreSQL's built-in types.
const types = { none: 0, bool: 16, bytes: 17, int8: 20, text: 25, float8: 701 } as const;
const listTypes = { text: 1009, int8: 1016, float8: 1022 } as const;

/** A value as it is sent, with the number of its type. */
export interface Sent {
  readonly type: number;
  readonly value: string | Buffer | null;
}

/** A list of texts or numbers as PostgreSQL writes it. */
export function listText(items: readonly (string | number)[]): string {
  const quoted = (text: string): string =>
    `"${storableText(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  return `{${items.map((item) => (typeof item === "string" ? quoted(item) : String(item))).join(",")}}`;
}

function listTypeOf(items: readonly (string | number)[]): number {
  if (items.some((item) => typeof item === "string") || items.length === 0) return listTypes.text;
  return items.every((item) => Number.isSafeInteger(item)) ? listTypes.int8 : listTypes.float8;
}

/** A bound value as it is sent. Whole numbers are 64 bits wide: those of a narrower column are narrowed there. */
export function sent(value: Bound): Sent {
  if (value === null) return { type: types.none, value };
  if (typeof value === "string") return { type: types.text, value: storableText(value) };
  if (typeof value === "boolean") return { type: types.bool, value: String(value) };
  if (typeof value === "bigint" || Number.isSafeInteger(value))
    return { type: types.int8, value: String(value) };
  if (typeof value === "number") return { type: types.float8, value: String(value) };
  if (value instanceof Uint8Array) return { type: types.bytes, value: Buffer.from(value) };
  return { type: listTypeOf(value), value: listText(value) };
}

const item = /"((?:[^"\\]|\\[\s\S])*)"|([^,{}]+)/g;

/** The items of a list without lists in it. */
function itemsOf(text: string, read: (item: string) => string | number | boolean) {
  return [...text.matchAll(item)].map(([, quoted, plain = ""]) => {
    if (quoted !== undefined) return read(quoted.replaceAll(/\\([\s\S])/g, "$1"));
    return plain === "NULL" ? null : read(plain);
  });
}

type Read = (text: string) => Cell;

const list =
  (read: (item: string) => string | number | boolean): Read =>
  (text) =>
    itemsOf(text, read);

const isTrue = (text: string): boolean => text === "t";

const readers: ReadonlyMap<number, Read> = new Map<number, Read>([
  [16, isTrue],
  // Numbers of 16, 32 and 64 bits, object ids, floating ones and exact ones (sums).
  ...[20, 21, 23, 26, 700, 701, 1700].map((type) => [type, Number] as const),
  [1000, list(isTrue)],
  ...[1005, 1007, 1016, 1021, 1022, 1231].map((type) => [type, list(Number)] as const),
  // Texts of all kinds, names, and JSON.
  ...[1009, 1015, 1014, 1003, 199, 3807].map((type) => [type, list(String)] as const),
]);

/** How a value of a type is read. */
export function readerOf(type: number): Read {
  return readers.get(type) ?? String;
}
