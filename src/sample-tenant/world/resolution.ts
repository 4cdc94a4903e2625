import type { Account, Naming } from "./account.ts";
import { windowsName } from "./names.ts";
import { everUpTo } from "./population.ts";
import type { Domain, Tenant } from "./tenant.ts";
import { homeNumber, homeOf, samIsShared } from "./user-domain.ts";
import { userExists } from "./user-life.ts";
import { marriesOn, nameOn, namesakesOn } from "./user-name.ts";

/** Whose account it is, and how that can be known. */
export interface Resolution {
  readonly slot: number;
  readonly method:
    | "alertEvidence"
    | "cloudSid"
    | "onPremisesSid"
    | "upn"
    | "samAndDomain"
    | "uniqueSam"
    | "ownerCorroboratedName";
  readonly confidence: number;
}

/**
 * Whose account it is as far as Microsoft's answers prove it on a day, `undefined` where they do not.
 * `owners`: the registered owners of all machines on which the account logs on.
 */
export function resolutionOf(
  tenant: Tenant,
  account: Account,
  known: { day: number; owners: ReadonlySet<number> },
): Resolution | undefined {
  const { meaning } = account;
  if (meaning.kind !== "user") return undefined;
  const { slot, naming } = meaning;
  if (!userExists(tenant, slot, known.day)) {
    return naming === "displayName" && marriesOn(tenant, slot) > known.day
      ? byOwner(tenant, slot, known)
      : undefined;
  }
  if (naming === "displayName" || naming === "localPart")
    return isRenamed(tenant, slot, { naming, day: known.day })
      ? undefined
      : byOwner(tenant, slot, known);
  if (naming === "userPrincipalName") {
    return marriesOn(tenant, slot) <= known.day
      ? undefined
      : { slot, method: "upn", confidence: 0.95 };
  }
  return bySam(tenant, slot, { naming, day: known.day, domain: account.domain });
}

/**
 * Who married bears another name than the account, unless what Windows keeps of it reads like the account still: 20
 * characters, or 20 letters, may end before the second family name.
 */
function isRenamed(
  tenant: Tenant,
  slot: number,
  { naming, day }: { naming: "displayName" | "localPart"; day: number },
): boolean {
  if (marriesOn(tenant, slot) > day) return false;
  const { display, local } = nameOn(tenant, slot, -1);
  const account = lettersOf(naming === "displayName" ? windowsName(display) : local);
  const now = nameOn(tenant, slot, day).display;
  const readings = [lettersOf(windowsName(now)), lettersOf(now.toLowerCase()).slice(0, 20)];
  return !readings.includes(account);
}

function lettersOf(name: string): string {
  return name.normalize("NFC").replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** By name, when exactly one of those who bear it owns one of the machines. */
function byOwner(
  tenant: Tenant,
  slot: number,
  known: { day: number; owners: ReadonlySet<number> },
): Resolution | undefined {
  const owning = namesakesOn(tenant, slot, known.day).filter((one) => known.owners.has(one));
  const [only, other] = owning;
  if (only === undefined || other !== undefined) return undefined;
  return { slot: only, method: "ownerCorroboratedName", confidence: 0.8 };
}

function bySam(
  tenant: Tenant,
  slot: number,
  as: { naming: Naming; day: number; domain: string },
): Resolution | undefined {
  if (provesHome(tenant, slot, as)) return { slot, method: "samAndDomain", confidence: 0.95 };
  if (disprovesHome(tenant, as) || samIsShared(tenant, slot, as.day)) return undefined;
  return { slot, method: "uniqueSam", confidence: 0.7 };
}

/** The whole DNS name proves it, its first label does, and so does a group that knows both names of the domain. */
function provesHome(tenant: Tenant, slot: number, as: { naming: Naming; day: number }): boolean {
  if (as.naming === "dns") return true;
  const home = homeNumber(tenant, slot);
  if (as.naming !== "netBios" || home === undefined) return false;
  return startsWithShortName(homeOf(tenant, slot)) || groupKnows(tenant, home, as.day);
}

function startsWithShortName(domain: Domain | undefined): boolean {
  return domain !== undefined && domain.dns.startsWith(`${domain.netBios.toLowerCase()}.`);
}

function disprovesHome(tenant: Tenant, as: { day: number; domain: string }): boolean {
  const known = tenant.domains.findIndex(({ netBios }) => netBios.toLowerCase() === as.domain);
  return groupKnows(tenant, known, as.day);
}

/** The first group teaches both names of the first domain, the second those of the second. */
function groupKnows(tenant: Tenant, domain: number, day: number): boolean {
  return (domain === 0 || domain === 1) && domain < everUpTo(tenant.groups, day);
}
