import { type Account, accountId } from "./account.ts";
import type { Device } from "./device.ts";
import { ownersOn } from "./device-owner.ts";
import type { Facts } from "./facts.ts";
import { logonsOn } from "./logon.ts";
import type { Logon } from "./logon-scene.ts";
import { alertAccount, alertsOn, alertUser } from "./pack-alerts.ts";
import { accountSid, huntedSince, visibleOn } from "./pack-hunting.ts";
import { type Resolution, resolutionOf } from "./resolution.ts";
import { truthKeys } from "./truth-line.ts";
import type { TruthOptions } from "./truth-options.ts";
import { homeNumber } from "./user-domain.ts";
import { userExists } from "./user-life.ts";
import { presenceOn } from "./user-presence.ts";
import { userId } from "./user-record.ts";

/** What a reader knows of accounts, by how it reads. */
export interface KnownAccounts {
  /** Whether the times of first logons are told: advanced hunting sees 30 days only. */
  readonly tellsFirst: boolean;
  /** The logons of a machine that the reader knows. */
  logons(device: Device): readonly Logon[];
  /** Every account that logs on to a listed machine, by `_key`. */
  readonly accounts: ReadonlyMap<string, Account>;
  /** Whose the accounts are, by `_key`. */
  readonly resolutions: ReadonlyMap<string, Resolution>;
}

/** A local account belongs to its machine, every other one is the same on all machines. */
export function accountKey(device: Device, account: Account): string {
  const isLocal = account.meaning.kind === "local";
  return truthKeys.logonUser(isLocal ? `${device.id}:${account.name}` : accountId(account));
}

/** An account, and the registered owners of all machines on which it logs on. */
interface Met {
  readonly account: Account;
  readonly owners: Set<number>;
}

function metBy(
  { tenant, day, devices }: Facts,
  logons: (device: Device) => readonly Logon[],
): ReadonlyMap<string, Met> {
  const all = new Map<string, Met>();
  for (const device of devices) {
    const owners = ownersOn(tenant, device, day);
    for (const { account } of logons(device)) {
      const key = accountKey(device, account);
      const known = all.get(key) ?? { account, owners: new Set() };
      all.set(key, known);
      for (const owner of owners) known.owners.add(owner);
    }
  }
  return all;
}

/** What a reader with these options knows. */
export function knownAccounts(facts: Facts, options: TruthOptions): KnownAccounts {
  const { tenant, day } = facts;
  const since = options.collectedSince ?? 0;
  const hunts = options.packs?.includes("hunting") === true;
  const logons = (device: Device): readonly Logon[] =>
    hunts ? huntedSince(facts, device, since) : logonsOn(tenant, device, day);
  const met = metBy(facts, logons);
  const taught: Taught = {
    sids: hunts ? huntedSids(facts, since) : new Map(),
    alerts: options.packs?.includes("alerts") === true ? taughtByAlerts(facts) : new Map(),
  };
  const resolutions = new Map<string, Resolution>();
  for (const [key, { account, owners }] of met) {
    const found =
      surely(facts, taught, { key, account }) ?? resolutionOf(tenant, account, { day, owners });
    if (found !== undefined) resolutions.set(key, found);
  }
  const accounts = new Map([...met].map(([key, { account }]) => [key, account]));
  return { tellsFirst: !hunts, logons, accounts, resolutions };
}

/** What other sources say of accounts, by `_key`. */
interface Taught {
  readonly sids: ReadonlyMap<string, string | null>;
  readonly alerts: ReadonlyMap<string, Resolution>;
}

/** An object id of an alert, else the account's own SID; without one, what else alerts say. */
function surely(
  facts: Facts,
  { sids, alerts }: Taught,
  { key, account }: { readonly key: string; readonly account: Account },
): Resolution | undefined {
  const [taught, sid] = [alerts.get(key), sids.get(key) ?? null];
  if (taught?.method === "alertEvidence") return taught;
  return sid === null ? taught : bySid(facts, account);
}

/** The SIDs that hunting tells, by `_key`; `null` where one name stands for several. The newest word counts. */
function huntedSids(
  { tenant, day, everyDevice, devices }: Facts,
  since: number,
): ReadonlyMap<string, string | null> {
  const sids = new Map<string, string | null>();
  const isListed = new Set(devices.map(({ index }) => index));
  for (let on = since; on <= day; on++) {
    const told = new Map<string, Set<string>>();
    for (const device of everyDevice.filter(({ index }) => isListed.has(index))) {
      for (const { account } of visibleOn(tenant, device, on)) {
        const key = accountKey(device, account);
        told.set(key, (told.get(key) ?? new Set()).add(accountSid(tenant, device, account)));
      }
    }
    for (const [key, found] of told)
      sids.set(key, found.size === 1 ? ([...found][0] ?? null) : null);
  }
  return sids;
}

function bySid({ tenant, day }: Facts, { meaning }: Account): Resolution | undefined {
  if (meaning.kind !== "user" || !userExists(tenant, meaning.slot, day)) return undefined;
  const isCloud = homeNumber(tenant, meaning.slot) === undefined;
  const method = isCloud ? "cloudSid" : "onPremisesSid";
  return { slot: meaning.slot, method, confidence: 1 };
}

/** Whose accounts of domains are by the evidence of alerts, by `_key`: the surest word counts. */
function taughtByAlerts(facts: Facts): ReadonlyMap<string, Resolution> {
  const { tenant, day } = facts;
  const taught = new Map<string, Resolution>();
  for (const alert of alertsOn(facts)) {
    const { slot } = alert;
    const account = alertAccount(tenant, alert);
    if (slot === undefined || account === undefined || account.domain === "azuread") continue;
    const key = truthKeys.logonUser(accountId(account));
    const found = taughtBy(facts, alert, slot);
    const known = taught.get(key);
    const isSurer = found !== undefined && (known === undefined || rank(found) < rank(known));
    if (isSurer && userExists(tenant, slot, day)) taught.set(key, found);
  }
  return taught;
}

const ranking: readonly Resolution["method"][] = ["alertEvidence", "onPremisesSid", "upn"];

function rank({ method }: Resolution): number {
  return ranking.indexOf(method);
}

function taughtBy(
  { tenant, day }: Facts,
  alert: Parameters<typeof alertUser>[1],
  slot: number,
): Resolution | undefined {
  const { objectId, sid, principal } = alertUser(tenant, alert);
  if (objectId === userId(tenant, slot)) return { slot, method: "alertEvidence", confidence: 1 };
  if (sid !== undefined) return { slot, method: "onPremisesSid", confidence: 1 };
  const isHis =
    principal?.toLowerCase() === presenceOn(tenant, slot, day).userPrincipalName.toLowerCase();
  return isHis ? { slot, method: "upn", confidence: 0.95 } : undefined;
}
