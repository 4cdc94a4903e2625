import type { JsonObject } from "../base/json.ts";
import { badRequest } from "./graph-problem.ts";
import { collectionText, parseObject } from "./json-text.ts";
import { type Reply, textReply } from "./reply.ts";
import type { RoutedCall } from "./surface.ts";
import type { Tenant } from "./tenant.ts";

/** No answer has more rows (`microsoft-apis` §3.9). */
const mostRows = 100_000;

/**
 * `POST /security/runHuntingQuery`: understands one question, the logons of 30 days by machine and account, after a
 * machine and up to so many rows.
 */
export function answerHunting(call: RoutedCall, tenant: Tenant): Reply {
  const query = parseObject(call.body)?.["Query"];
  if (typeof query !== "string") {
    return badRequest("Query is missing.", call, tenant);
  }
  if (
    !/^DeviceLogonEvents\b[^]*\bby DeviceId, AccountDomain, AccountName, AccountSid\b/.test(query)
  ) {
    return badRequest("The sample tenant knows logons by machine and account only.", call, tenant);
  }
  const after = /DeviceId > "([^"]*)"/.exec(query)?.[1] ?? "";
  const asked = Number(/\btake (\d+)\b/.exec(query)?.[1] ?? mostRows);
  const rows = taken(tenant.world.packs.huntedLogons(after), Math.min(asked, mostRows));
  const head = { schema: columns.map((name) => ({ name, type: "String" })) };
  return textReply(200, renamed(collectionText({ head, rows })));
}

const columns = [
  "DeviceId",
  "AccountDomain",
  "AccountName",
  "AccountSid",
  "FirstSeen",
  "LastSeen",
  "LogonTypes",
  "IsLocalAdmin",
];

function* taken(rows: Iterable<JsonObject>, most: number): Generator<JsonObject> {
  let left = most;
  for (const row of rows) {
    if (left === 0) return;
    left -= 1;
    yield row;
  }
}

/** Hunting calls its rows `results`. */
function* renamed(pieces: Iterable<string>): Generator<string> {
  let isFirst = true;
  for (const piece of pieces) {
    yield isFirst ? piece.replace('"value":[', '"results":[') : piece;
    isFirst = false;
  }
}
