import type { AccessSettings } from "../service/access/access-settings.ts";
import type { ProviderSettings } from "../service/access/provider-settings.ts";
import { type Role, roles } from "../service/caller.ts";
import type { Flag } from "./flag.ts";
import { type Given, misuse } from "./flags.ts";

/** The options of `start` that say who may come in. */
export const accessFlags: readonly Flag[] = [
  {
    name: "access",
    value: "<who>",
    help: "users: log in first; open: whoever is on this machine",
    otherwise: "users",
  },
  { name: "public-url", value: "<url>", help: "the address at which a proxy makes it reachable" },
  { name: "oidc-issuer", value: "<url>", help: "identity provider for single sign-on" },
  { name: "oidc-client-id", value: "<id>", help: "what the provider calls this program" },
  {
    name: "oidc-client-secret",
    value: "<secret>",
    help: "its secret there, if it has one",
    environmentOnly: true,
  },
  { name: "oidc-label", value: "<name>", help: "the provider's name on the log-in page" },
  {
    name: "oidc-scope",
    value: "<scopes>",
    help: "what to ask the provider for",
    otherwise: "openid profile email",
  },
  {
    name: "oidc-role-claim",
    value: "<claim>",
    help: "the claim that says what people may do",
    otherwise: "roles",
  },
  {
    name: "oidc-roles",
    value: "<value=role,…>",
    help: "what the claim's values make of people, such as secops=editor",
  },
  { name: "oidc-default-role", value: "<role>", help: "for whom no value fits; else kept out" },
  { name: "oidc-domains", value: "<domain,…>", help: "the only mail domains that may come in" },
];

/** Who may come in, as the flags say. Throws a `usage` failure that names the flag at fault. */
export function accessOf(given: Given): AccessSettings {
  const mode = given.text("access");
  if (mode === "open") return { mode };
  if (mode !== "users")
    throw misuse(`${given.origin("access")} wants users or open, not "${mode ?? ""}".`);
  return { mode, publicUrl: urlOf(given, "public-url"), provider: providerOf(given) };
}

function urlOf(given: Given, flag: string): URL | null {
  const text = given.text(flag);
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw misuse(
    `${given.origin(flag)} wants an address such as https://graph.example.com, not "${text}".`,
  );
}

const here = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

function providerOf(given: Given): ProviderSettings | null {
  const issuer = urlOf(given, "oidc-issuer");
  if (issuer === null) return null;
  if (issuer.protocol === "http:" && !here.test(issuer.hostname))
    throw misuse(
      `${given.origin("oidc-issuer")} wants an https address: ${issuer.href} can be listened to.`,
    );
  const clientId = given.text("oidc-client-id");
  if (clientId === undefined)
    throw misuse("--oidc-client-id is missing: what does the identity provider call this program?");
  return {
    issuer,
    clientId,
    clientSecret: given.text("oidc-client-secret") ?? null,
    label: given.text("oidc-label") ?? issuer.host,
    scope: given.text("oidc-scope") ?? "openid",
    roleClaim: given.text("oidc-role-claim") ?? "roles",
    roleMap: new Map(listOf(given, "oidc-roles").map((pair) => mappingOf(given, pair))),
    otherwise: roleIn(given, "oidc-default-role"),
    domains: listOf(given, "oidc-domains").map((domain) => domain.toLowerCase().replace(/^@/, "")),
  };
}

function listOf(given: Given, flag: string): readonly string[] {
  const parts = (given.text(flag) ?? "").split(",").map((part) => part.trim());
  return parts.filter((part) => part !== "");
}

function mappingOf(given: Given, pair: string): readonly [string, Role] {
  const at = pair.lastIndexOf("=");
  const role = roles.find((known) => known === pair.slice(at + 1));
  if (at > 0 && role !== undefined) return [pair.slice(0, at), role];
  throw misuse(
    `${given.origin("oidc-roles")} wants pairs such as secops=editor (${roles.join(", ")}), not "${pair}".`,
  );
}

function roleIn(given: Given, flag: string): Role | null {
  const text = given.text(flag);
  if (text === undefined) return null;
  const role = roles.find((known) => known === text);
  if (role !== undefined) return role;
  throw misuse(`${given.origin(flag)} wants ${roles.join(", ")}, not "${text}".`);
}
