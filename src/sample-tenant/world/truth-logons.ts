import { type Account, accountId } from "./account.ts";
import { type Device, survivorOf } from "./device.ts";
import { ownersOn } from "./device-owner.ts";
import type { Facts } from "./facts.ts";
import type { Logon } from "./logon-scene.ts";
import { lastSeenOn } from "./machine-record.ts";
import type { Resolution } from "./resolution.ts";
import { DAY } from "./times.ts";
import {
  type TruthEntity,
  type TruthPen,
  type TruthRelationship,
  truthEdge,
  truthKeys,
} from "./truth-line.ts";
import { accountKey, type KnownAccounts } from "./truth-accounts.ts";
import type { People } from "./truth-people.ts";
import { userId } from "./user-record.ts";

/** The accounts that log on, on which machines, and whose they are; and which employee uses which device. */
export function* logonsTruth(
  facts: Facts,
  pen: TruthPen,
  known: { readonly people: People; readonly accounts: KnownAccounts },
): Generator<TruthEntity | TruthRelationship> {
  const { accounts, people } = known;
  for (const device of facts.devices) {
    for (const logon of accounts.logons(device))
      yield logonTruth(facts, device, { logon, accounts });
  }
  for (const [key, account] of accounts.accounts) {
    const resolution = accounts.resolutions.get(key);
    yield* accountTruth(facts, pen, { key, account, resolution });
  }
  yield* usageTruth(facts, people, accounts);
}

function logonTruth(
  { tenant, day }: Facts,
  device: Device,
  { logon, accounts }: { readonly logon: Logon; readonly accounts: KnownAccounts },
): TruthRelationship {
  const ends = [truthKeys.machine(device.id), accountKey(device, logon.account)] as const;
  return truthEdge("machineHasLogonUser", ends, {
    firstSeenOn: accounts.tellsFirst ? logon.first : undefined,
    lastSeenOn: logon.last,
    logonTypes: logon.types.split(", "),
    isDomainAdmin: logon.administrator,
    current: lastSeenOn(tenant, device, day) - logon.last <= 30 * DAY,
  });
}

function* accountTruth(
  facts: Facts,
  pen: TruthPen,
  of: { key: string; account: Account; resolution: Resolution | undefined },
): Generator<TruthEntity | TruthRelationship> {
  const { key, account, resolution } = of;
  yield pen.entity("logonUser", key, {
    id: accountId(account),
    accountName: account.name,
    accountDomain: account.domain === "" ? undefined : account.domain,
    accountKind: accountKind(account),
  });
  if (resolution === undefined) return;
  const { slot, method, confidence } = resolution;
  const user = truthKeys.user(userId(facts.tenant, slot));
  yield truthEdge("logonUserIsUser", [key, user], { method, confidence });
}

function accountKind({ domain, meaning }: Account): string {
  if (meaning.kind === "local" || meaning.kind === "system") return meaning.kind;
  return domain === "azuread" ? "cloud" : "domain";
}

/** A person's most recent interactive logon on a device. */
interface Use {
  readonly person: string;
  readonly last: number;
  readonly confidence: number;
}

/** Registered owners use the device; where there are none, whoever sat at it last. */
function* usageTruth(
  facts: Facts,
  people: People,
  accounts: KnownAccounts,
): Generator<TruthRelationship> {
  const { tenant, day, devices } = facts;
  const merged = mergedDevices(facts);
  for (const device of devices) {
    if (device.mergedInto !== undefined) continue;
    const endpoint = truthKeys.endpoint(device.id);
    const owners = ownersOn(tenant, device, day).map((slot) => people.keyOf(slot));
    const persons = new Set(owners.filter((key) => key !== undefined));
    for (const person of persons) {
      yield truthEdge("personOwns", [person, endpoint], {
        method: "registeredOwner",
        confidence: 0.9,
      });
    }
    if (persons.size > 0) continue;
    const machines = [device, ...(merged.get(device.index) ?? [])];
    const uses = machines.flatMap((machine) => usesOf(machine, people, accounts));
    yield* latestUses(endpoint, uses);
  }
}

/** The machines that were merged, by the position of the one that is left. */
function mergedDevices({ tenant, day, devices }: Facts): ReadonlyMap<number, readonly Device[]> {
  const found = new Map<number, Device[]>();
  for (const device of devices) {
    if (device.mergedInto === undefined) continue;
    const survivor = survivorOf(tenant, device.index, day);
    if (survivor !== undefined) found.set(survivor, [...(found.get(survivor) ?? []), device]);
  }
  return found;
}

function usesOf(machine: Device, people: People, accounts: KnownAccounts): readonly Use[] {
  const uses: Use[] = [];
  for (const { account, last, types } of accounts.logons(machine)) {
    const resolution = accounts.resolutions.get(accountKey(machine, account));
    if (resolution === undefined || !types.includes("Interactive")) continue;
    const person = people.keyOf(resolution.slot);
    if (person !== undefined) uses.push({ person, last, confidence: resolution.confidence });
  }
  return uses;
}

function* latestUses(endpoint: string, uses: readonly Use[]): Generator<TruthRelationship> {
  const last = Math.max(...uses.map((use) => use.last));
  const confidences = new Map<string, number>();
  for (const use of uses) {
    if (use.last < last) continue;
    confidences.set(use.person, Math.max(confidences.get(use.person) ?? 0, use.confidence));
  }
  for (const [person, confidence] of confidences) {
    // In thousandths, since 0.7 × 0.95 has no exact double.
    const product = Math.round(700 * confidence) / 1000;
    const properties = { method: "interactiveLogon", confidence: product, lastSeenOn: last };
    yield truthEdge("personOwns", [person, endpoint], properties);
  }
}
