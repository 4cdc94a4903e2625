import type { Relationship } from "../graph/relationship.ts";
import type { HuntedLogon } from "../microsoft/hunted-logon.ts";
import type { LogonUser } from "../microsoft/logon-user.ts";
import type { Converted } from "./converted.ts";
import { machineKey } from "./keys.ts";
import { accountKeyOf, currentLogonMs, type LogonMachine, logonUserOf } from "./logon-user.ts";
import { numberOf } from "./property-read.ts";
import { relationshipTypes } from "./types.ts";

interface Seen {
  logon: LogonUser;
  readonly machine: LogonMachine;
  readonly account: string;
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

function later(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}

function logonOf(hunted: HuntedLogon): LogonUser {
  const { accountDomain, accountName, accountSid, firstSeenOn, lastSeenOn } = hunted;
  const id = accountDomain === "" ? accountName : `${accountDomain}\\${accountName}`;
  return {
    id: id.toLowerCase(),
    accountName,
    accountDomain,
    accountSid,
    firstSeenOn,
    lastSeenOn,
    logonTypes: hunted.logonTypes,
    isDomainAdmin: hunted.isLocalAdmin,
    isOnlyNetworkUser: null,
    raw: { id: id.toLowerCase(), accountName, accountDomain },
  };
}

/** Two rows about one account on one machine as one. */
function joined(one: LogonUser, other: LogonUser): LogonUser {
  return {
    ...one,
    firstSeenOn: earlier(one.firstSeenOn, other.firstSeenOn),
    lastSeenOn: later(one.lastSeenOn, other.lastSeenOn),
    logonTypes: [...new Set([...one.logonTypes, ...other.logonTypes])],
    isDomainAdmin: one.isDomainAdmin === true || other.isDomainAdmin,
  };
}

/**
 * Gathers the logons that advanced hunting tells. It sees 30 days only: what the graph knows of earlier logons stays, and
 * counts as current no longer than it is.
 */
export class HuntedLogons {
  readonly #machine: (id: string) => LogonMachine | undefined;
  readonly #seen = new Map<string, Seen>();
  /** SIDs by account: one name may stand for several people. */
  readonly #sids = new Map<string, Set<string>>();

  constructor(machine: (id: string) => LogonMachine | undefined) {
    this.#machine = machine;
  }

  /** Takes rows; those of machines that are not held are left out. */
  take(rows: readonly HuntedLogon[]): void {
    for (const row of rows) {
      const machine = this.#machine(row.machineId);
      if (machine === undefined) continue;
      const account = accountKeyOf({ name: row.accountName, domain: row.accountDomain }, machine);
      this.#noteSid(account, row.accountSid);
      const key = `${machineKey(machine.id)}|${account}`;
      const known = this.#seen.get(key);
      if (known === undefined) this.#seen.set(key, { logon: logonOf(row), machine, account });
      else known.logon = joined(known.logon, logonOf(row));
    }
  }

  /** Takes an edge of the graph before: gives it back as it is now where the rows do not tell of it. */
  known(edge: Relationship): Relationship | null {
    const seen = this.#seen.get(`${edge.from}|${edge.to}`);
    if (seen === undefined) return this.#aged(edge);
    const before = numberOf(edge.properties, "firstSeenOn");
    seen.logon = { ...seen.logon, firstSeenOn: earlier(seen.logon.firstSeenOn, before) };
    return null;
  }

  /** What the rows say. */
  *converted(): Generator<Converted> {
    for (const { logon, machine, account } of this.#seen.values()) {
      const sids = [...(this.#sids.get(account) ?? [])];
      const accountSid = sids.length === 1 ? (sids[0] ?? null) : null;
      yield logonUserOf({ ...logon, accountSid }, machine);
    }
  }

  #aged(edge: Relationship): Relationship | null {
    const machine = this.#machine(edge.from.slice(machineKey("").length));
    const [seenOn, reportedOn] = [numberOf(edge.properties, "lastSeenOn"), machine?.lastSeenOn];
    if (seenOn === null || reportedOn === null || reportedOn === undefined) return null;
    const current = reportedOn - seenOn <= currentLogonMs;
    if (edge.properties["current"] === current) return null;
    const { type, verb } = relationshipTypes.machineHasLogonUser;
    return { ...edge, type, verb, properties: { ...edge.properties, current } };
  }

  #noteSid(account: string, sid: string | null): void {
    if (sid === null) return;
    const known = this.#sids.get(account);
    if (known === undefined) this.#sids.set(account, new Set([sid]));
    else known.add(sid);
  }
}
