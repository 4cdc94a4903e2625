import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import { Failure } from "../base/failure.ts";
import { type Call, isCollection } from "./call.ts";
import { pageOf, type Reading } from "./collection.ts";
import { listEach } from "./each.ts";
import type { Listing, Page } from "./page.ts";
import { RecordReader } from "./record.ts";

/** An account seen logging on to one machine: `/api/machines/{id}/logonusers`, `microsoft-apis` §3.4. */
export interface LogonUser {
  /** Defender's own id, `domain\user` in lower case; older answers carry a bare `user`. */
  readonly id: string;
  readonly accountName: string;
  /** Empty where Defender gave none. */
  readonly accountDomain: string;
  readonly accountSid: string | null;
  readonly firstSeenOn: EpochMs | null;
  readonly lastSeenOn: EpochMs | null;
  /** Split from Defender's one comma-joined string. */
  readonly logonTypes: readonly string[];
  /** True also for local administrators: not a sign of an Active Directory domain administrator. */
  readonly isDomainAdmin: boolean | null;
  readonly isOnlyNetworkUser: boolean | null;
  readonly raw: JsonObject;
}

/** Who logged on to one machine. */
export interface MachineLogons {
  readonly machineId: string;
  /** `null` where Defender has no data for the machine. */
  readonly users: readonly LogonUser[] | null;
}

/**
 * Who logged on to one machine; `null` where Defender has no data for it: a machine that the list tells may still be
 * unknown to this endpoint. Throws `Failure`.
 */
export async function readLogonUsers(
  reading: Reading,
  machineId: string,
  signal?: AbortSignal,
): Promise<readonly LogonUser[] | null> {
  const { items } = await readPage(reading, machineId, signal);
  return items[0]?.users ?? null;
}

/** The accounts that records tell which were received earlier. */
export function logonUsersIn(
  { notices }: Reading,
  records: readonly JsonObject[],
): readonly LogonUser[] {
  return records.flatMap(
    (record) => logonUserOf(new RecordReader(record, "logon users", notices)) ?? [],
  );
}

/** Who logged on to each of these machines: a call each, within the budget, `width` at once. */
export function listLogons(
  reading: Reading,
  machineIds: readonly string[],
): Listing<MachineLogons> {
  return listEach({
    collection: "logon users",
    inputs: machineIds,
    width: 12,
    key: (logons) => logons.machineId,
    read: (machineId, signal) => readPage(reading, machineId, signal),
  });
}

async function readPage(
  reading: Reading,
  machineId: string,
  signal?: AbortSignal,
): Promise<Page<MachineLogons>> {
  const call: Call = {
    api: "defender",
    family: "logonUsers",
    path: `/api/machines/${encodeURIComponent(machineId)}/logonusers`,
    what: "logon users",
    permission: "User.Read.All",
    notFoundRetries: 1,
    isSound: isCollection,
  };
  try {
    const body = await reading.http.json(call, signal);
    const page = pageOf(reading, { call, key: null, parse: logonUserOf }, body);
    return { items: [{ machineId, users: page.items }], rejected: page.rejected };
  } catch (error) {
    if (error instanceof Failure && error.code === "not_found") {
      return { items: [{ machineId, users: null }], rejected: 0 };
    }
    throw error;
  }
}

function logonUserOf(record: RecordReader): LogonUser | null {
  const id = record.text("id") ?? idFromNames(record);
  if (id === null) {
    return null;
  }
  const cut = id.indexOf("\\");
  return {
    id,
    accountName: record.text("accountName") ?? id.slice(cut + 1),
    accountDomain: record.text("accountDomain") ?? (cut === -1 ? "" : id.slice(0, cut)),
    accountSid: record.text("accountSid"),
    firstSeenOn: record.time("firstSeen"),
    lastSeenOn: record.time("lastSeen"),
    logonTypes: logonTypesOf(record),
    isDomainAdmin: record.flag("isDomainAdmin"),
    isOnlyNetworkUser: record.flag("isOnlyNetworkUser"),
    raw: record.raw,
  };
}

function idFromNames(record: RecordReader): string | null {
  const name = record.text("accountName");
  const domain = record.text("accountDomain");
  return name === null || domain === null ? null : `${domain}\\${name}`.toLowerCase();
}

/** One comma-joined text in practice; a list is taken too. */
function logonTypesOf(record: RecordReader): readonly string[] {
  return record
    .texts("logonTypes")
    .flatMap((types) => types.split(","))
    .map((type) => type.trim())
    .filter((type) => type !== "");
}
