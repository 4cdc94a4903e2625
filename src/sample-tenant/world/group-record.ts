import type { Json, JsonObject } from "../../base/json.ts";
import { deviceAt, entraDeviceId } from "./device.ts";
import { entraObjectId } from "./entra-record.ts";
import { epochOf } from "./device-report.ts";
import { groupDomain, groupKind } from "./group-life.ts";
import { cloudSid, domainSid, guid } from "./identifiers.ts";
import type { Member } from "./membership.ts";
import { bornOn } from "./population.ts";
import { pick } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import { DAY, isoSeconds, morning } from "./times.ts";
import { presenceOn } from "./user-presence.ts";
import { userId } from "./user-record.ts";

const SUBJECTS = [
  "Finance",
  "Sales",
  "VPN",
  "Payroll",
  "Engineering",
  "Printers",
  "Board",
  "Research",
  "Intranet",
];

/** The object id of the group at a position. */
export function groupId(tenant: Tenant, group: number): string {
  return guid(tenant.roll, "group-id", group);
}

/** The group's display name. */
export function groupName(tenant: Tenant, group: number): string {
  const subject = pick(SUBJECTS, tenant.roll("group-subject", group));
  const kind = groupKind(tenant, group);
  if (kind === "everyone") return "All Employees";
  if (kind === "roles") return "Privileged Administrators";
  if (kind === "team") return `${subject} Team ${group}`;
  const prefix = kind === "synced" ? tenant.domains[groupDomain(tenant, group)].netBios : "SG";
  return `${prefix}-${subject}-${group}`;
}

function groupTypes(kind: string): readonly string[] {
  if (kind === "team") return ["Unified"];
  return kind === "everyone" || kind === "dynamic" ? ["DynamicMembership"] : [];
}

function synchronised(tenant: Tenant, group: number, isSynced: boolean): JsonObject {
  const domain = tenant.domains[groupDomain(tenant, group)];
  const sid = `${domainSid(tenant.roll, groupDomain(tenant, group))}-${60_000 + group}`;
  return {
    onPremisesSyncEnabled: isSynced ? true : null,
    onPremisesLastSyncDateTime: isSynced
      ? isoSeconds(morning(tenant, bornOn(tenant.groups, group)))
      : null,
    onPremisesSamAccountName: isSynced ? groupName(tenant, group) : null,
    onPremisesDomainName: isSynced ? domain.dns : null,
    onPremisesNetBiosName: isSynced ? domain.netBios : null,
    onPremisesSecurityIdentifier: isSynced ? sid : null,
  };
}

function mailOf(tenant: Tenant, group: number, isTeam: boolean): JsonObject {
  const address = `team${group}@${tenant.domain}`;
  return {
    mail: isTeam ? address : null,
    mailEnabled: isTeam,
    mailNickname: isTeam ? `team${group}` : `sg${group}`,
    proxyAddresses: isTeam ? [`SMTP:${address}`] : [],
    resourceProvisioningOptions: isTeam && group % 2 === 1 ? ["Team"] : [],
    visibility: isTeam ? (group % 3 === 0 ? "Public" : "Private") : null,
  };
}

/** The edition of the group's description; somebody rewrites it about every 120 days. */
function edition(tenant: Tenant, group: number, day: number): number {
  return epochOf(tenant, { purpose: "description", index: group, length: 120 }, day) % 1000;
}

/** Whether the group's own fields differ between two days on both of which it exists. */
export function groupDiffers(
  tenant: Tenant,
  group: number,
  days: { from: number; to: number },
): boolean {
  return edition(tenant, group, days.from) !== edition(tenant, group, days.to);
}

/** The group as Graph `/groups` shows it on a day. */
export function groupRecord(tenant: Tenant, group: number, day: number): JsonObject {
  const kind = groupKind(tenant, group);
  const id = groupId(tenant, group);
  const born = bornOn(tenant.groups, group);
  const types = groupTypes(kind);
  const isDynamic = types.includes("DynamicMembership");
  return {
    id,
    deletedDateTime: null,
    displayName: groupName(tenant, group),
    description: group % 4 === 0 ? null : `Edition ${edition(tenant, group, day)}`,
    ...mailOf(tenant, group, kind === "team"),
    securityEnabled: kind !== "team",
    groupTypes: types,
    membershipRule: isDynamic
      ? '(user.accountEnabled -eq true) and (user.userType -eq "Member")'
      : null,
    membershipRuleProcessingState: isDynamic ? "On" : null,
    isAssignableToRole: kind === "roles" ? true : null,
    createdDateTime: isoSeconds(
      morning(tenant, born) - (born > 0 ? 3_600_000 : (100 + (group % 900)) * DAY),
    ),
    renewedDateTime: isoSeconds(morning(tenant, born) - 1_800_000),
    expirationDateTime: null,
    classification: null,
    ...synchronised(tenant, group, kind === "synced"),
    securityIdentifier: cloudSid(id),
    uniqueName: null,
  };
}

const MEMBER_TYPES: Readonly<Record<Member["kind"], string>> = {
  user: "#microsoft.graph.user",
  group: "#microsoft.graph.group",
  device: "#microsoft.graph.device",
  servicePrincipal: "#microsoft.graph.servicePrincipal",
  orgContact: "#microsoft.graph.orgContact",
  unreadable: "#microsoft.graph.user",
};

/** The object id of a member. */
export function memberId(tenant: Tenant, member: Member): string {
  switch (member.kind) {
    case "user":
      return userId(tenant, member.index);
    case "group":
      return groupId(tenant, member.index);
    case "device":
      return entraObjectId(tenant, member.index);
    case "servicePrincipal":
    case "orgContact":
    case "unreadable":
      return guid(tenant.roll, member.kind, member.index);
  }
}

/** The display name of a member, `null` for one that the app may not read. */
export function memberName(tenant: Tenant, member: Member, day: number): string | null {
  switch (member.kind) {
    case "user":
      return presenceOn(tenant, member.index, day).display;
    case "group":
      return groupName(tenant, member.index);
    case "device":
      return deviceAt(tenant, member.index).host?.toUpperCase() ?? "UNNAMED";
    case "servicePrincipal":
      return `Automation ${member.index}`;
    case "orgContact":
      return `Supplier Contact ${member.index}`;
    case "unreadable":
      return null;
  }
}

function memberFields(tenant: Tenant, member: Member, day: number): Readonly<Record<string, Json>> {
  switch (member.kind) {
    case "user": {
      const { mail, userPrincipalName, given, family } = presenceOn(tenant, member.index, day);
      return { mail, userPrincipalName, givenName: given, surname: family };
    }
    case "device":
      return { deviceId: entraDeviceId(tenant, member.index), operatingSystem: "Windows" };
    case "servicePrincipal":
      return { appId: guid(tenant.roll, "app", member.index), servicePrincipalType: "Application" };
    case "orgContact":
      return { mail: `contact${member.index}@litware.com` };
    case "group":
      return { mail: null, securityEnabled: true };
    case "unreadable":
      return { mail: null, userPrincipalName: null };
  }
}

/** The member as `/groups/{id}/members` shows it. */
export function memberRecord(tenant: Tenant, member: Member, day: number): JsonObject {
  return {
    "@odata.type": MEMBER_TYPES[member.kind],
    id: memberId(tenant, member),
    displayName: memberName(tenant, member, day),
    ...memberFields(tenant, member, day),
  };
}

/** The member as a row of `members@delta` shows it. */
export function memberReference(tenant: Tenant, member: Member): JsonObject {
  return { "@odata.type": MEMBER_TYPES[member.kind], id: memberId(tenant, member) };
}
