import type { IncomingHttpHeaders } from "node:http";
import type { Fired } from "./fault-book.ts";

/** A request, read. */
export interface Call {
  readonly method: string;
  /** As sent, still percent-encoded, without the query. */
  readonly path: string;
  /** Path and query, as sent. */
  readonly address: string;
  /** Parameters by lower-case name: Microsoft's own links write `pagesize` and `pageSize`. */
  readonly query: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request with the faults that fire for it. */
export interface FaultyCall extends Call {
  readonly fired: Fired;
}

/** What a request says besides its address. */
export interface CallParts {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request from its parts. */
export function callOf(address: string, parts: CallParts): Call {
  const [path, search = ""] = splitOnce(address, "?");
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    query.set(name.toLowerCase(), value);
  }
  return { ...parts, path, address, query };
}

/** A text before and after the first separator. */
function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** A text without its percent signs; as it is where they are none of an encoding. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
