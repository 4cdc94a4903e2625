import type { EpochMs } from "../base/clock.ts";
import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { LogonUser } from "../microsoft/logon-user.ts";
import { cleanText, hostOf } from "./clean.ts";
import type { Converted } from "./converted.ts";
import { edge, type EdgeEnds } from "./edge.ts";
import { logonUserKey, machineKey } from "./keys.ts";
import { type PropertyTable, flag, propertiesBy, required, text, texts, time } from "./property.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

/** What kind of account logs on: only `domain` and `cloud` ones can be a directory user's. */
type AccountKind = "domain" | "cloud" | "local" | "system";

/** The machine that the account was seen on. */
export interface LogonMachine {
  readonly id: string;
  readonly computerDnsName: string | null;
  readonly lastSeenOn: EpochMs | null;
}

/** An account counts as current on a machine when it logged on within this long before the machine's last report. */
export const currentLogonMs = 30 * 24 * 60 * 60 * 1_000;

/** Windows' own domains (`microsoft-apis` §5). */
const systemDomains = new Set([
  "nt authority",
  "nt service",
  "window manager",
  "font driver host",
  "iis apppool",
]);

/** An account that logs on: what is the same on every machine. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly kind: AccountKind;
  readonly sid: string | null;
  readonly key: string;
}

/** `_key` of the account that another source names by domain and name as seen on a machine. */
export function accountKeyOf(
  { name, domain }: { readonly name: string; readonly domain: string },
  machine: Pick<LogonMachine, "computerDnsName" | "id">,
): string {
  const [user, realm] = [name.trim().toLowerCase(), domain.trim().toLowerCase()];
  if (realm !== "" && realm === hostOf(machine.computerDnsName))
    return logonUserKey(`${machine.id}:${user}`);
  return logonUserKey(realm === "" ? user : `${realm}\\${user}`);
}

function kindOf(name: string, domain: string, host: string | null): AccountKind {
  if (domain !== "" && domain === host) return "local";
  if (systemDomains.has(domain) || name.endsWith("$")) return "system";
  return domain === "azuread" ? "cloud" : "domain";
}

/**
 * The account of a logon. Everything is in lower case, as Windows compares it: machines may spell one account in several
 * ways, and it must stay one account.
 */
export function accountOf(logon: LogonUser, machine: LogonMachine): Account {
  const id = logon.id.trim().toLowerCase();
  const cut = id.indexOf("\\");
  const user = id.slice(cut + 1);
  const domain = cleanText(logon.accountDomain.toLowerCase()) ?? (cut < 0 ? "" : id.slice(0, cut));
  const name = cleanText(logon.accountName.toLowerCase()) ?? user;
  const kind = kindOf(name, domain, hostOf(machine.computerDnsName));
  const key = logonUserKey(kind === "local" ? `${machine.id}:${user}` : id);
  return { id, name, domain, kind, sid: logon.accountSid, key };
}

/** What an account that logs on carries: only what is the same on every machine; the rest is on the edge. */
export const logonUserTable: PropertyTable<Account> = {
  id: text("Defender's id, `domain\\user`, lower case.", (account) => account.id),
  name: text("The same.", (account) => account.id),
  displayName: text("The same.", (account) => account.id),
  username: required(text("Account name.", (account) => account.name)),
  shortLoginId: required(text("Account name.", (account) => account.name)),
  accountName: text("Account name, lower case.", (account) => account.name),
  accountDomain: text(
    "NetBIOS domain, `azuread`, or the host of a local account; lower case.",
    (account) => account.domain,
  ),
  accountSid: text("SID; Microsoft rarely gives it.", (account) => account.sid),
  accountKind: text(
    "`domain`; `cloud` (Entra); `local` (of one device); `system` (service, system and machine accounts).",
    (account) => account.kind,
  ),
  email: required(text("Not told.", () => null)),
  firstName: required(text("Not told.", () => null)),
  lastName: required(text("Not told.", () => null)),
  active: required(flag("Not told.", () => null)),
};

const logonUserProperties = propertiesBy(logonUserTable);

interface Logon {
  readonly logon: LogonUser;
  readonly machine: LogonMachine;
}

function isCurrent({ logon, machine }: Logon): boolean {
  if (logon.lastSeenOn === null || machine.lastSeenOn === null) return true;
  return machine.lastSeenOn - logon.lastSeenOn <= currentLogonMs;
}

/** What the edge from a machine to an account carries. */
export const logonTable: PropertyTable<Logon> = {
  firstSeenOn: time("First logon on this machine.", ({ logon }) => logon.firstSeenOn),
  lastSeenOn: time("Last logon on this machine.", ({ logon }) => logon.lastSeenOn),
  logonTypes: texts(
    "Such as `Interactive`, `RemoteInteractive`, `Network`, `Batch`, `Service`.",
    ({ logon }) => logon.logonTypes,
  ),
  current: flag(
    "Logged on within 30 days before the machine's last report; true where a time is unknown.",
    isCurrent,
  ),
  isDomainAdmin: flag(
    "Administrator, also a merely local one.",
    ({ logon }) => logon.isDomainAdmin,
  ),
  isOnlyNetworkUser: flag("Only ever from the network.", ({ logon }) => logon.isOnlyNetworkUser),
};

const logonProperties = propertiesBy(logonTable);

/** Keys of the raw record that say the same on every machine. */
const lasting = new Set(["id", "accountName", "accountDomain", "accountSid"]);

/** The entity of an account, by any of its logons. */
export function accountEntity(account: Account, { raw }: LogonUser): Entity {
  const { type, classes } = entityTypes.logonUser;
  return {
    key: account.key,
    type,
    classes,
    properties: logonUserProperties(account),
    raw: Object.fromEntries(Object.entries(raw).filter(([name]) => lasting.has(name))),
  };
}

/** The edge from a machine to an account, by the keys of both. */
export function logonEdge(
  { from, to }: Pick<EdgeEnds, "from" | "to">,
  logon: LogonUser,
  machine: LogonMachine,
): Relationship {
  const properties = logonProperties({ logon, machine });
  return edge(relationshipTypes.machineHasLogonUser, { from, to, properties });
}

/** An account seen on a machine, with the edge from that machine. */
export function logonUserOf(logon: LogonUser, machine: LogonMachine): Converted {
  const account = accountOf(logon, machine);
  const ends = { from: machineKey(machine.id), to: account.key };
  return {
    entities: [accountEntity(account, logon)],
    relationships: [logonEdge(ends, logon, machine)],
  };
}
