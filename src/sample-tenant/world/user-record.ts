import type { JsonObject } from "../../base/json.ts";
import { CAST_SIZE, cast } from "./cast.ts";
import { cloudSid, domainSid, guid, immutableId } from "./identifiers.ts";
import { bornOn } from "./population.ts";
import { between, pick } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import { DAY, isoSeconds, morning } from "./times.ts";
import { careerOn, managerOn, movesOn } from "./user-career.ts";
import { homeNumber, homeOf, samOf } from "./user-domain.ts";
import { humanOf, kindOf, leavesOn, userEnabled } from "./user-life.ts";
import { marriesOn } from "./user-name.ts";
import { presenceOn } from "./user-presence.ts";

/** The object id of the user at a position. */
export function userId(tenant: Tenant, slot: number): string {
  return guid(tenant.roll, "user-id", slot);
}

/** When the user was created; `null` where the directory forgot. A human's first user is the oldest. */
export function createdOn(tenant: Tenant, slot: number): number | null {
  if (slot === cast.undated) return null;
  const born = bornOn(tenant.users, slot);
  const human = humanOf(tenant, slot);
  const later = human === slot ? 0 : 60_000;
  if (born > 0)
    return (
      morning(tenant, born) - between(tenant.roll("created", human), 1, 12) * 1_800_000 + later
    );
  const age = between(tenant.roll("created", human), 500, 3500);
  return morning(tenant, 0) - (human === slot ? age : age - 200) * DAY;
}

/** The employee id as the directory has it: in small letters for admin accounts, blank for some, null for some. */
export function employeeIdOf(tenant: Tenant, slot: number): string | null {
  const kind = kindOf(tenant, slot);
  if (kind === "person") return personEmployeeId(tenant, slot);
  if (kind === "admin") return slot === cast.looseAdmin ? null : `e${100_000 + slot - 1}`;
  return slot === cast.ownedService ? `E${100_000 + cast.chief}` : null;
}

function personEmployeeId(tenant: Tenant, slot: number): string | null {
  if (slot === cast.blankFirst || slot === cast.blankSecond) return " ";
  if (slot === cast.withoutId || slot === cast.twoMailboxes) return null;
  const needed = slot < CAST_SIZE || kindOf(tenant, slot + 1) === "admin";
  return needed || tenant.roll("employee-id", slot) > 0.04 ? `E${100_000 + slot}` : null;
}

/** What betrays a room, a shared mailbox or a service where its address does not. */
function employeeType(tenant: Tenant, slot: number): string | null {
  const kind = kindOf(tenant, slot);
  if (kind === "shared") return "Shared";
  if (kind === "service") return slot % 2 === 0 ? null : "Service";
  const isPlain = kind === "room" && presenceOn(tenant, slot, 0).nickname.startsWith("meeting");
  return isPlain ? "Room" : null;
}

function employment(tenant: Tenant, slot: number, day: number): JsonObject {
  const kind = kindOf(tenant, slot);
  if (kind !== "person") {
    return {
      employeeId: employeeIdOf(tenant, slot),
      employeeType: employeeType(tenant, slot),
      employeeHireDate: null,
      employeeOrgData: null,
      department: null,
      jobTitle: null,
    };
  }
  const career = careerOn(tenant, slot, day);
  const hired = createdOn(tenant, slot);
  return {
    employeeId: employeeIdOf(tenant, slot),
    employeeType: slot % 11 === 5 ? "Contractor" : "Employee",
    employeeHireDate: hired === null ? null : isoSeconds(hired - (hired % DAY)),
    employeeOrgData: { costCenter: career.costCenter, division: career.division },
    department: career.department,
    jobTitle: career.title,
  };
}

const PLACES = [
  ["Zürich", "ZH", "Switzerland", "CH", "de-CH"],
  ["Lisboa", null, "Portugal", "PT", "pt-PT"],
  ["Kraków", null, "Poland", "PL", "pl-PL"],
  ["Malmö", null, "Sweden", "SE", "sv-SE"],
  ["Austin", "TX", "United States", "US", "en-US"],
  ["Bengaluru", "KA", "India", "IN", "en-IN"],
  ["Dublin", null, "Ireland", "IE", "en-IE"],
] as const;

function place(tenant: Tenant, slot: number): JsonObject {
  const human = humanOf(tenant, slot);
  const [city, state, country, usage, language] = pick(PLACES, tenant.roll("place", human));
  const mobile = `+1 555 01${String(human % 100).padStart(2, "0")}`;
  return {
    companyName: tenant.name,
    officeLocation: `${city} ${1 + (human % 4)}`,
    usageLocation: usage,
    city,
    state,
    country,
    postalCode: null,
    streetAddress: null,
    preferredLanguage: language,
    mobilePhone: human % 3 === 0 ? mobile : null,
    businessPhones: human % 4 === 0 ? [mobile] : [],
  };
}

const NOWHERE: JsonObject = {
  companyName: null,
  officeLocation: null,
  usageLocation: null,
  city: null,
  state: null,
  country: null,
  postalCode: null,
  streetAddress: null,
  preferredLanguage: null,
  mobilePhone: null,
  businessPhones: [],
};

/** The last day up to the given one on which the directory object changed; 0 or before for one that never did. */
function changedOn(tenant: Tenant, slot: number, day: number): number {
  const events = [marriesOn(tenant, slot), movesOn(tenant, slot), leavesOn(tenant, slot)];
  return Math.max(0, bornOn(tenant.users, slot), ...events.filter((event) => event <= day));
}

/** The on-premises SID, `null` for a user that lives in the cloud alone. */
export function onPremisesSid(tenant: Tenant, slot: number): string | null {
  const home = homeNumber(tenant, slot);
  return home === undefined ? null : `${domainSid(tenant.roll, home)}-${1100 + slot}`;
}

function onPremises(tenant: Tenant, slot: number, day: number): JsonObject {
  const home = homeOf(tenant, slot);
  if (home === undefined) return CLOUD_ONLY;
  const sam = samOf(tenant, slot);
  const parts = home.dns.split(".").map((label) => `DC=${label}`);
  return {
    onPremisesSyncEnabled: true,
    onPremisesLastSyncDateTime: isoSeconds(
      morning(tenant, changedOn(tenant, slot, day)) - 1_800_000,
    ),
    onPremisesImmutableId: immutableId(guid(tenant.roll, "on-premises", slot)),
    onPremisesDistinguishedName: `CN=${sam},OU=People,${parts.join(",")}`,
    onPremisesSamAccountName: sam,
    onPremisesDomainName: home.dns,
    onPremisesUserPrincipalName: `${sam}@${home.dns}`,
    onPremisesSecurityIdentifier: onPremisesSid(tenant, slot),
  };
}

const CLOUD_ONLY: JsonObject = {
  onPremisesSyncEnabled: null,
  onPremisesLastSyncDateTime: null,
  onPremisesImmutableId: null,
  onPremisesDistinguishedName: null,
  onPremisesSamAccountName: null,
  onPremisesDomainName: null,
  onPremisesUserPrincipalName: null,
  onPremisesSecurityIdentifier: null,
};

function userType(slot: number, isGuest: boolean): string | null {
  if (isGuest) return "Guest";
  return slot === cast.untyped ? null : "Member";
}

function names(tenant: Tenant, slot: number, day: number): JsonObject {
  const presence = presenceOn(tenant, slot, day);
  const isGuest = kindOf(tenant, slot) === "guest";
  return {
    userPrincipalName: presence.userPrincipalName,
    mail: presence.mail,
    mailNickname: presence.nickname,
    displayName: presence.display,
    givenName: presence.given,
    surname: presence.family,
    accountEnabled: userEnabled(tenant, slot, day),
    userType: userType(slot, isGuest),
    externalUserState: isGuest
      ? slot === cast.invitedGuest
        ? "PendingAcceptance"
        : "Accepted"
      : null,
    creationType: isGuest ? "Invitation" : null,
    proxyAddresses: presence.proxies,
    otherMails: isGuest && presence.mail !== null ? [presence.mail] : [],
    identities: [
      {
        signInType: "userPrincipalName",
        issuer: tenant.initialDomain,
        issuerAssignedId: presence.userPrincipalName,
      },
    ],
  };
}

function isoOrNull(time: number | null, later: number): string | null {
  return time === null ? null : isoSeconds(time + later);
}

/** The user at a position as Graph `/users` shows it on a day, every selectable field present. */
export function userRecord(tenant: Tenant, slot: number, day: number): JsonObject {
  const id = userId(tenant, slot);
  const created = createdOn(tenant, slot);
  const manager = managerOn(tenant, slot, day);
  const kind = kindOf(tenant, slot);
  return {
    id,
    deletedDateTime: null,
    ...names(tenant, slot, day),
    ...employment(tenant, slot, day),
    ...(kind === "person" || kind === "admin" || kind === "alias" ? place(tenant, slot) : NOWHERE),
    createdDateTime: isoOrNull(created, 0),
    lastPasswordChangeDateTime: isoOrNull(created, 1000),
    signInSessionsValidFromDateTime: isoOrNull(created, 1000),
    ...onPremises(tenant, slot, day),
    securityIdentifier: cloudSid(id),
    imAddresses: [],
    assignedLicenses: [],
    assignedPlans: [],
    onPremisesExtensionAttributes: { extensionAttribute1: null, extensionAttribute2: null },
    isResourceAccount: kind === "resource" || (kind === "room" && slot % 2 === 0) ? true : null,
    ageGroup: null,
    faxNumber: null,
    ...(manager === undefined ? {} : { manager: { id: userId(tenant, manager) } }),
  };
}
