import { CAST_SIZE, cast } from "./cast.ts";
import { windowsName } from "./names.ts";
import type { Tenant } from "./tenant.ts";
import { homeOf, samOf } from "./user-domain.ts";
import { kindOf } from "./user-life.ts";
import { nameOn } from "./user-name.ts";
import { presenceOn } from "./user-presence.ts";

/** In which words an account names its user. */
export type Naming =
  /** NetBIOS name of the user's domain and SAM account name. */
  | "netBios"
  /** DNS name of the user's domain and SAM account name. */
  | "dns"
  /** The SAM account name with another domain than the user's. */
  | "wrongDomain"
  /** The SAM account name alone. */
  | "sam"
  /** The user principal name, behind `azuread` or alone. */
  | "userPrincipalName"
  /** The display name without spaces, behind `azuread`. */
  | "displayName"
  /** The user principal name up to the `@`, behind `azuread`. */
  | "localPart";

/** What an account is: that of a user, a stranger to the directory, local to its machine or the system's own. */
type Meaning =
  | { readonly kind: "user"; readonly slot: number; readonly naming: Naming }
  | { readonly kind: "stranger" }
  | { readonly kind: "local" }
  | { readonly kind: "system" };

/** An account as Defender names it, with what the generator knows about it. */
export interface Account {
  /** Small letters; empty for an account that Defender names by its user alone. */
  readonly domain: string;
  /** Small letters. */
  readonly name: string;
  readonly meaning: Meaning;
}

/** Defender's id of an account. */
export function accountId(account: Pick<Account, "domain" | "name">): string {
  return account.domain === "" ? account.name : `${account.domain}\\${account.name}`;
}

/** An account of a domain, named after a user in some words. */
export function accountNaming(
  tenant: Tenant,
  slot: number,
  as: { domain: string; naming: Naming },
): Account {
  return {
    domain: as.domain.toLowerCase(),
    name: nameIn(tenant, slot, as.naming).toLowerCase(),
    meaning: { kind: "user", slot, naming: as.naming },
  };
}

function nameIn(tenant: Tenant, slot: number, naming: Naming): string {
  switch (naming) {
    case "userPrincipalName":
      return presenceOn(tenant, slot, -1).userPrincipalName;
    case "displayName":
      return windowsName(nameOn(tenant, slot, -1).display);
    case "localPart":
      return nameOn(tenant, slot, -1).local;
    case "netBios":
    case "dns":
    case "wrongDomain":
    case "sam":
      return samOf(tenant, slot);
  }
}

/** The account that a user signs in to Windows with. Made once: a later wedding does not change it. */
export function accountOf(tenant: Tenant, slot: number): Account {
  const home = homeOf(tenant, slot);
  if (home !== undefined)
    return accountNaming(tenant, slot, { domain: home.netBios, naming: "netBios" });
  return accountNaming(tenant, slot, { domain: "azuread", naming: cloudNaming(tenant, slot) });
}

const NAMED_BY_DISPLAY: readonly number[] = [
  cast.namesakeOwner,
  cast.namesakeOther,
  cast.undecidedFirst,
  cast.undecidedSecond,
  cast.ambiguousFirst,
  cast.ambiguousSecond,
  cast.longName,
];

function cloudNaming(tenant: Tenant, slot: number): Naming {
  if (slot < CAST_SIZE && NAMED_BY_DISPLAY.includes(slot)) return "displayName";
  if (kindOf(tenant, slot) !== "person") return "userPrincipalName";
  const roll = tenant.roll("windows-name", slot);
  if (roll < 0.15) return "userPrincipalName";
  return roll < 0.4 || !cutsCleanly(nameOn(tenant, slot, -1).display) ? "localPart" : "displayName";
}

/** Whether the name fits into 20 characters, or what fits is letters alone, so that no two readings of it differ. */
function cutsCleanly(display: string): boolean {
  const name = display.replaceAll(" ", "");
  return name.length <= 20 || (/^\p{L}+$/u.test(name) && !/\d/u.test(display));
}
