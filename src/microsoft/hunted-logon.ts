import type { EpochMs } from "../base/clock.ts";
import type { Json, JsonObject } from "../base/json.ts";
import type { Call } from "./call.ts";
import type { Reading } from "./collection.ts";
import { BrokenWalk } from "./incomplete-walk.ts";
import { arrayOf, isObject } from "./json-object.ts";
import type { Listing, Page } from "./page.ts";
import { RecordReader } from "./record.ts";

/** An account that logged on to a machine within the last 30 days, as advanced hunting tells. */
export interface HuntedLogon {
  readonly machineId: string;
  readonly accountName: string;
  /** Empty where Defender gave none. */
  readonly accountDomain: string;
  readonly accountSid: string | null;
  /** Within the last 30 days. */
  readonly firstSeenOn: EpochMs | null;
  readonly lastSeenOn: EpochMs | null;
  readonly logonTypes: readonly string[];
  readonly isLocalAdmin: boolean | null;
}

/** Half of the rows that an answer may have, so that its size stays below the other limit, too. */
const mostRows = 50_000;

const what = "logon users by advanced hunting";

function queryAfter(machineId: string): string {
  const after = machineId === "" ? "" : ` and DeviceId > ${JSON.stringify(machineId)}`;
  return [
    "DeviceLogonEvents",
    `| where Timestamp > ago(30d) and ActionType == "LogonSuccess" and isnotempty(AccountName)${after}`,
    "| summarize FirstSeen = min(Timestamp), LastSeen = max(Timestamp), LogonTypes = make_set(LogonType), IsLocalAdmin = max(iff(IsLocalAdmin == true, 1, 0)) by DeviceId, AccountDomain, AccountName, AccountSid",
    "| sort by DeviceId asc, AccountDomain asc, AccountName asc, AccountSid asc",
    `| take ${mostRows}`,
  ].join("\n");
}

/**
 * Who logged on to which machine within 30 days: a few questions in place of a call a machine. Machines come in
 * ascending order; a question goes on after the last machine of which all was told.
 */
export function listHuntedLogons(reading: Reading): Listing<HuntedLogon> {
  return { collection: what, key: null, pages: (signal) => huntedPages(reading, signal) };
}

async function* huntedPages(
  reading: Reading,
  signal?: AbortSignal,
): AsyncGenerator<Page<HuntedLogon>> {
  for (let after = ""; ;) {
    const rows = await rowsAfter(reading, after, signal);
    const isFull = rows.length >= mostRows;
    const last = isFull ? machineOf(rows.at(-1)) : "";
    const whole = isFull ? rows.filter((row) => machineOf(row) !== last) : rows;
    yield pageOf(reading, whole);
    if (!isFull) {
      return;
    }
    const next = machineOf(whole.at(-1));
    if (!(next > after)) {
      throw new BrokenWalk("page_loop", "one machine fills an answer, or the order is broken.");
    }
    after = next;
  }
}

async function rowsAfter(
  { http }: Reading,
  after: string,
  signal?: AbortSignal,
): Promise<readonly Json[]> {
  const call: Call = {
    api: "graph",
    family: "hunting",
    path: "/v1.0/security/runHuntingQuery",
    what,
    permission: "ThreatHunting.Read.All",
    post: { Query: queryAfter(after) },
    // A query may take three minutes (`microsoft-apis` §3.9).
    thinkingMs: 200_000,
    isSound: (body) => Array.isArray(body["results"]),
  };
  return arrayOf((await http.json(call, signal))["results"]);
}

function machineOf(row: Json | undefined): string {
  const id = isObject(row) ? row["DeviceId"] : undefined;
  return typeof id === "string" ? id : "";
}

function pageOf({ notices }: Reading, rows: readonly Json[]): Page<HuntedLogon> {
  const items = rows.flatMap((row) =>
    isObject(row) ? (logonOf(new RecordReader(row, what, notices)) ?? []) : [],
  );
  return { items, rejected: rows.length - items.length };
}

function logonOf(record: RecordReader): HuntedLogon | null {
  const machineId = record.text("DeviceId");
  const accountName = record.text("AccountName");
  if (machineId === null || accountName === null) {
    return null;
  }
  return {
    machineId,
    accountName,
    accountDomain: record.text("AccountDomain") ?? "",
    accountSid: record.text("AccountSid"),
    firstSeenOn: record.time("FirstSeen"),
    lastSeenOn: record.time("LastSeen"),
    logonTypes: logonTypesOf(record.raw),
    isLocalAdmin: adminOf(record.raw),
  };
}

/** A set, which comes as a list or as the text of one. */
function logonTypesOf({ LogonTypes: value }: JsonObject): readonly string[] {
  const list = typeof value === "string" ? value.replaceAll(/[[\]"]/g, "").split(",") : value;
  return arrayOf(list)
    .filter((type) => typeof type === "string")
    .map((type) => type.trim())
    .filter((type) => type !== "");
}

/** 1 or 0, or a truth. */
function adminOf({ IsLocalAdmin: value }: JsonObject): boolean | null {
  if (typeof value === "boolean") {
    return value;
  }
  return typeof value === "number" ? value > 0 : null;
}
