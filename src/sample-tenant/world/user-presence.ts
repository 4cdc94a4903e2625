import { CAST_SIZE, cast } from "./cast.ts";
import { hex } from "./identifiers.ts";
import { pick } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import { type UserKind, kindOf } from "./user-life.ts";
import { nameOn } from "./user-name.ts";

/** How a user presents itself on a day. */
export interface Presence {
  readonly display: string;
  readonly given: string | null;
  readonly family: string | null;
  readonly userPrincipalName: string;
  readonly mail: string | null;
  readonly nickname: string;
  /** Such as `SMTP:ada@contoso.com`. */
  readonly proxies: readonly string[];
}

/** How the user presents itself on a day: display name and addresses. */
export function presenceOn(tenant: Tenant, slot: number, day: number): Presence {
  return PRESENCES[kindOf(tenant, slot)](tenant, slot, day);
}

const PRESENCES: Readonly<
  Record<UserKind, (tenant: Tenant, slot: number, day: number) => Presence>
> = {
  person: personPresence,
  admin: adminPresence,
  alias: aliasPresence,
  guest: guestPresence,
  service: servicePresence,
  room: roomPresence,
  shared: sharedPresence,
  resource: (tenant, slot, day) => ({
    ...personPresence(tenant, slot, day),
    nickname: `resource${slot}`,
  }),
  sync: syncPresence,
  health: healthPresence,
};

const TEAMS = ["finance", "sales", "support", "careers", "press", "procurement"] as const;

function sharedPresence(tenant: Tenant, slot: number): Presence {
  const team = pick(TEAMS, tenant.roll("team", slot));
  return mailbox(`shared.${team}${slot}`, `Shared Mailbox ${slot}`, tenant);
}

function personPresence(tenant: Tenant, slot: number, day: number): Presence {
  const name = nameOn(tenant, slot, day);
  const address = `${name.local}@${tenant.domain}`;
  const mail = hasMail(tenant, slot) ? address : null;
  const former = `${nameOn(tenant, slot, -1).local}@${tenant.domain}`;
  const proxies =
    mail === null ? [] : [`SMTP:${mail}`, `smtp:${name.local}@${tenant.initialDomain}`];
  if (mail !== null && former !== mail) proxies.push(`smtp:${former}`);
  return {
    display: name.display,
    given: name.given,
    family: name.family,
    userPrincipalName: address,
    mail,
    nickname: name.local,
    proxies,
  };
}

function hasMail(tenant: Tenant, slot: number): boolean {
  if (slot === cast.withoutMail) return false;
  if (slot < CAST_SIZE || kindOf(tenant, slot + 1) === "alias") return true;
  return tenant.roll("mailless", slot) > 0.03;
}

function adminPresence(tenant: Tenant, slot: number): Presence {
  const name = nameOn(tenant, slot, -1);
  return {
    display: `${name.display} (Admin)`,
    given: name.given,
    family: name.family,
    userPrincipalName: `adm.${name.local}@${tenant.domain}`,
    mail: null,
    nickname: `adm.${name.local}`,
    proxies: [],
  };
}

/** A second mailbox of the subsidiary: it lists the human's first address among its own. */
function aliasPresence(tenant: Tenant, slot: number): Presence {
  const name = nameOn(tenant, slot, -1);
  const mail = `${name.local}@${tenant.subsidiary}`;
  return {
    display: `${name.display} [${tenant.subsidiary}]`,
    given: name.given,
    family: name.family,
    userPrincipalName: mail,
    mail,
    nickname: `${name.local}.services`,
    proxies: [`SMTP:${mail}`, `smtp:${name.local.toUpperCase()}@${tenant.domain}`],
  };
}

const PARTNERS = ["litware.com", "proseware.com", "margiestravel.com", "fourthcoffee.com"] as const;

function guestPresence(tenant: Tenant, slot: number): Presence {
  const name = nameOn(tenant, slot, -1);
  const partner = pick(PARTNERS, tenant.roll("partner", slot));
  const mail = `${name.local}@${partner}`;
  return {
    display: name.display,
    given: null,
    family: null,
    userPrincipalName: `${name.local}_${partner}#EXT#@${tenant.initialDomain}`,
    mail,
    nickname: `${name.local}_${partner}#EXT#`,
    proxies: [`SMTP:${mail}`],
  };
}

const SERVICES = [
  "svc-sql",
  "svc-backup",
  "svc_scan",
  "sa-web",
  "srv.print",
  "service-mail",
  "admin-service.jobs",
  "test-load",
];

function servicePresence(tenant: Tenant, slot: number): Presence {
  const local = `${pick(SERVICES, tenant.roll("service", slot))}${slot}`;
  return {
    display: `Service ${local}`,
    given: null,
    family: null,
    userPrincipalName: `${local}@${tenant.domain}`,
    mail: null,
    nickname: local,
    proxies: [],
  };
}

const ROOM_PREFIXES = ["room-", "conf.", "equipment-", "rm_", "meeting"] as const;

function roomPresence(tenant: Tenant, slot: number): Presence {
  const prefix = pick(ROOM_PREFIXES, tenant.roll("room", slot));
  return mailbox(`${prefix}${slot}`, `Meeting Room ${slot}`, tenant);
}

function mailbox(local: string, display: string, tenant: Tenant): Presence {
  const mail = `${local}@${tenant.domain}`;
  return {
    display,
    given: null,
    family: null,
    userPrincipalName: mail,
    mail,
    nickname: local,
    proxies: [`SMTP:${mail}`],
  };
}

function syncPresence(tenant: Tenant, slot: number): Presence {
  const local = `Sync_DC01_${hex(tenant.roll, "sync", { index: slot, words: 2 }).slice(0, 12)}`;
  return {
    display: "On-Premises Directory Synchronization Service Account",
    given: null,
    family: null,
    userPrincipalName: `${local}@${tenant.initialDomain}`,
    mail: null,
    nickname: local,
    proxies: [],
  };
}

function healthPresence(tenant: Tenant, slot: number): Presence {
  const local = `HealthMailbox${hex(tenant.roll, "health", { index: slot, words: 4 })}`;
  return mailbox(local, "HealthMailbox-EX01-001", tenant);
}
