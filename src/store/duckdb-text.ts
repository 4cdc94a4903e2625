import type { StageCell, StageKind, StageTable } from "./stage-table.ts";
import { storableText } from "./storable-text.ts";

const absent = "\u0003";
const controls = "\0-\u001F";
const special = new RegExp(`^"|[${controls}]`);

/** A value as `rowsOfText` reads it: JSON as it is, other texts as JSON where they would be taken for something else. */
export function duckdbField(value: StageCell, kind: StageKind): string {
  if (value === null) return absent;
  if (typeof value === "object") return JSON.stringify(value.map(storableText));
  if (typeof value !== "string" || kind === "json") return String(value);
  const text = storableText(value);
  return special.test(text) ? JSON.stringify(text) : text;
}

// How a field is read that is no number and no boolean.
const readers: Partial<Record<StageKind, (field: string) => string>> = {
  json: (field) => `nullif(${field}, chr(3))`,
  text: (field) =>
    `case when ${field} = chr(3) then null when starts_with(${field}, '"') then json_extract_string(${field}, '$') else ${field} end`,
  texts: (field) => `cast(cast(nullif(${field}, chr(3)) as json) as text[])`,
};

function read(kind: StageKind, field: string): string {
  return readers[kind]?.(field) ?? `cast(nullif(${field}, chr(3)) as ${kind})`;
}

/** Reads a text, given as a blob, as rows of a table: fields between `betweenFields`, rows between `betweenRows`. */
export function rowsOfText({ kinds, columns }: StageTable): string {
  const names = columns.split(",").map((column) => column.trim().split(" ")[0]);
  const fields = kinds.map((kind, at) => `${read(kind, `r[${at + 1}]`)} as "${names[at]}"`);
  return `
    select ${fields.join(", ")}
    from (select string_split(unnest(string_split(decode(?), chr(10))), chr(31)) as r)`;
}
