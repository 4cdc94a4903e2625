import { roles, type Role } from "../caller.ts";
import type { ProviderSettings } from "./provider-settings.ts";
import type { Identified } from "./single-sign-on.ts";

/** What an ID token says of somebody. */
export type Claims = Readonly<Record<string, unknown>> & {
  readonly iss: string;
  readonly sub: string;
};

type Rules = Pick<ProviderSettings, "roleClaim" | "roleMap" | "otherwise" | "domains">;

/** Whom a provider's claims mean, and what they may do here. */
export function identifiedBy(claims: Claims, rules: Rules): Identified {
  const email = text(claims["email"]);
  const name = text(claims["preferred_username"]) ?? email ?? claims.sub;
  return {
    identity: `${claims.iss} ${claims.sub}`,
    name,
    displayName: text(claims["name"]) ?? name,
    standing: standingOf(claims, rules, email ?? name),
  };
}

function standingOf(claims: Claims, rules: Rules, address: string): Identified["standing"] {
  if (!isWelcome(claims, rules, address))
    return { ok: false, reason: `${address} is of no domain that may come in` };
  const role = roleIn(claims, rules);
  if (role !== null) return { ok: true, role };
  const reason = `the claim ${rules.roleClaim} gives no role here`;
  return { ok: false, reason };
}

function isWelcome(claims: Claims, { domains }: Rules, address: string): boolean {
  if (domains.length === 0) return true;
  const domain = /@([^@\s]+)$/.exec(address)?.[1]?.toLowerCase();
  return claims["email_verified"] !== false && domain !== undefined && domains.includes(domain);
}

/** The highest role that one of the claim's values is mapped to. */
function roleIn(claims: Claims, { roleClaim, roleMap, otherwise }: Rules): Role | null {
  const claim = claims[roleClaim];
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  const found = values.map((value) => (typeof value === "string" ? roleMap.get(value) : undefined));
  return roles.toReversed().find((role) => found.includes(role)) ?? otherwise;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
