import type { Json, JsonObject } from "../base/json.ts";

/** How keys are written in one file: their JSON text with the colon, by the API's own name. */
export type KeyTexts = (name: string) => string;

/** Columns whose spelling differs between files: readers have to ignore case. */
const spellings: Readonly<Record<string, string>> = {
  cveId: "CVEId",
  deviceId: "DeviceID",
  osPlatform: "OSPlatform",
  rbacGroupId: "RBACGroupId",
};

/** PascalCase keys, or in every second file some in another spelling. */
export function keyTexts(file: number): KeyTexts {
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) {
      return found;
    }
    const text = `${JSON.stringify(spelled(name, file))}:`;
    known.set(name, text);
    return text;
  };
}

function spelled(name: string, file: number): string {
  const other = file % 2 === 1 ? spellings[name] : undefined;
  return other ?? `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

/** A line of a file: PascalCase keys, those without a value left out (`microsoft-apis` §3.7). */
export function fileRow(row: JsonObject, keys: KeyTexts): string {
  let line = "";
  for (const name in row) {
    const text = valueText(row[name]);
    if (text !== "") {
      line += (line === "" ? "{" : ",") + keys(name) + text;
    }
  }
  return line === "" ? "" : `${line}}\n`;
}

/** Printable ASCII without quotation mark and backslash: such a text is its own JSON. */
const plain = /^[ !#-[\]-~]+$/;

/** A value's JSON; empty for null, an empty text and an empty list. Millions of rows pass here. */
function valueText(value: Json | undefined): string {
  if (typeof value === "string") {
    return plain.test(value) ? `"${value}"` : escaped(value);
  }
  const isNothing =
    value === null || value === undefined || (Array.isArray(value) && value.length === 0);
  return isNothing ? "" : JSON.stringify(value);
}

function escaped(value: string): string {
  return value === "" ? "" : JSON.stringify(value);
}
