import type { JsonObject } from "../base/json.ts";

/** What `/users` gives without `$select` (`microsoft-apis` §2.3). */
export const defaultUserFields: readonly string[] = [
  "businessPhones",
  "displayName",
  "givenName",
  "id",
  "jobTitle",
  "mail",
  "mobilePhone",
  "officeLocation",
  "preferredLanguage",
  "surname",
  "userPrincipalName",
];

/** Further fields of a user that `$select` may name. */
const selectableUserFields: ReadonlySet<string> = new Set([
  ...defaultUserFields,
  ...(
    "accountEnabled ageGroup assignedLicenses assignedPlans authorizationInfo city companyName " +
    "consentProvidedForMinor country createdDateTime creationType customSecurityAttributes deletedDateTime " +
    "department employeeHireDate employeeId employeeOrgData employeeType externalUserState " +
    "externalUserStateChangeDateTime faxNumber identities identityParentId imAddresses isManagementRestricted " +
    "isResourceAccount lastPasswordChangeDateTime legalAgeGroupClassification licenseAssignmentStates " +
    "mailNickname onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes " +
    "onPremisesImmutableId onPremisesLastSyncDateTime onPremisesProvisioningErrors " +
    "onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled " +
    "onPremisesUserPrincipalName otherMails passwordPolicies passwordProfile postalCode " +
    "preferredDataLocation provisionedPlans proxyAddresses securityIdentifier " +
    "serviceProvisioningErrors showInAddressList signInActivity signInSessionsValidFromDateTime state streetAddress usageLocation " +
    "userType"
  ).split(" "),
]);

/** Fields that `/users` cannot give for a collection: 501. */
export const notImplementedUserFields: ReadonlySet<string> = new Set([
  "aboutMe",
  "birthday",
  "hireDate",
  "interests",
  "mailboxSettings",
  "mySite",
  "pastProjects",
  "preferredName",
  "responsibilities",
  "schools",
  "skills",
]);

const userExtras: ReadonlySet<string> = new Set([
  ...notImplementedUserFields,
  "employeeLeaveDateTime",
  "manager",
]);

/** Whether a user has such a field at all. */
export function isUserField(name: string): boolean {
  return selectableUserFields.has(name) || userExtras.has(name);
}

/** Fields of a row that are not properties but navigation: given by `$expand` only. */
const navigation: ReadonlySet<string> = new Set([
  "manager",
  "registeredOwners",
  "registeredUsers",
  "members",
  "signInActivity",
]);

/** The properties of a row without its navigation. */
export function propertiesOf(row: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !navigation.has(name)));
}

/** A row's fields of these names; those that are not set are null. */
export function project(row: JsonObject, fields: readonly string[]): JsonObject {
  const picked: Record<string, JsonObject[string]> = {};
  for (const field of fields) {
    const value = row[field];
    // Who never signed in has no such key.
    if (value !== undefined || field !== "signInActivity") {
      picked[field] = value ?? null;
    }
  }
  return picked;
}

/** The names of a comma-separated `$select`; `undefined` where there is none. */
export function selected(text: string | undefined): readonly string[] | undefined {
  const names = (text ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return names.length === 0 ? undefined : names;
}

/** A `$expand`: the navigation's name and the fields to give of it. */
export interface Expand {
  readonly name: string;
  readonly fields: readonly string[] | undefined;
}

/** Reads `manager`, `manager($select=id,mail)`; `undefined` for what Graph would not accept. */
export function parseExpand(text: string): Expand | undefined {
  const match = /^\s*([A-Za-z]+)\s*(?:\(\s*\$select=([^)]*)\))?\s*$/i.exec(text);
  const name = match?.[1];
  return name === undefined ? undefined : { name, fields: selected(match?.[2]) };
}
