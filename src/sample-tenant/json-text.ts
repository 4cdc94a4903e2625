import type { Json, JsonObject } from "../base/json.ts";

/** Characters per piece of a long body: large enough to compress well, small enough to keep memory flat. */
const pieceLength = 65_536;

/** Whether a JSON value is an object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text's JSON object, or `undefined` where it is not one. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: Json = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A scalar as text; empty for what is none. */
export function textOf(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

/** What an OData collection is written from. */
export interface Collection {
  /** Keys before `value`, such as `@odata.context`. */
  readonly head: JsonObject;
  readonly rows: Iterable<JsonObject>;
  /** Keys after `value`, asked for once the rows are written: a next link may depend on where they stopped. */
  readonly tail?: () => JsonObject;
}

/** An OData collection as text, in pieces. */
export function* collectionText(collection: Collection): Generator<string> {
  let piece = `{${members(collection.head, "after")}"value":[`;
  let separator = "";
  for (const row of collection.rows) {
    piece += separator + JSON.stringify(row);
    separator = ",";
    if (piece.length >= pieceLength) {
      yield piece;
      piece = "";
    }
  }
  yield `${piece}]${members(collection.tail?.() ?? {}, "before")}}`;
}

function members(object: JsonObject, comma: "before" | "after"): string {
  const text = JSON.stringify(object).slice(1, -1);
  if (text === "") {
    return "";
  }
  return comma === "before" ? `,${text}` : `${text},`;
}
