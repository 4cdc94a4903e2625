import type { JsonObject } from "../base/json.ts";

/** An answer before it is compressed and sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, or its pieces where it is long. */
  readonly body: string | Iterable<string>;
}

/** An answer with a JSON object. */
export function jsonReply(
  status: number,
  body: JsonObject,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers, body: JSON.stringify(body) };
}

/** An answer with text that is made while it is sent. */
export function textReply(
  status: number,
  body: string | Iterable<string>,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers, body };
}

/** The whole body of an answer. */
export function bodyText(reply: Reply): string {
  return typeof reply.body === "string" ? reply.body : [...reply.body].join("");
}
