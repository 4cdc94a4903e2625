import type { Json } from "../base/json.ts";
import { isObject, parseObject, textOf } from "./json-text.ts";
import { bodyText, type Reply } from "./reply.ts";

/** Whether a thinned list lacks the record of this id. */
export function isLeftOut(id: string): boolean {
  return id.charCodeAt(id.length - 1) % 3 === 0;
}

/** A list without some of its records. */
export function thinned(reply: Reply): Reply {
  const body = parseObject(bodyText(reply));
  if (body === undefined || !isList(body["value"])) {
    return reply;
  }
  const value = body["value"].filter((row) => !isObject(row) || !isLeftOut(textOf(row["id"])));
  return { ...reply, body: JSON.stringify({ ...body, value }) };
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
