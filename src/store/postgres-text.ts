import { listText } from "./postgres-value.ts";
import type { StageCell } from "./stage-table.ts";
import { storableText } from "./storable-text.ts";

// Control characters that no JSON text holds, so that texts of our own making need no quotes.
const quote = "\u0002";
const absent = "\u0003";

/** How `COPY` reads rows whose fields are written here, with `betweenFields` and `betweenRows`. */
export const copyOptions = `(format csv, delimiter e'\\x1f', quote e'\\x02', null e'\\x03')`;

const separators = "\u001F\u0002\u0003\n\r";
const special = new RegExp(`[${separators}]`);

/** A value as `COPY` reads it. */
export function postgresField(value: StageCell): string {
  if (value === null) return absent;
  if (typeof value === "object") return quotedIfSpecial(listText(value));
  return typeof value === "string" ? quotedIfSpecial(storableText(value)) : String(value);
}

function quotedIfSpecial(text: string): string {
  return special.test(text) ? quote + text.replaceAll(quote, quote + quote) + quote : text;
}
