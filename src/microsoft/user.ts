import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import { listByLinks, type Reading } from "./collection.ts";
import { type DeltaPlace, isRemoval, listDelta, plainRow } from "./delta-walk.ts";
import type { Listing } from "./page.ts";
import type { RecordReader } from "./record.ts";

/** A directory user: Graph `/users`, fields in `microsoft-apis` §2.3. */
export interface User {
  /** Object id, a GUID. */
  readonly id: string;
  readonly userPrincipalName: string | null;
  readonly mail: string | null;
  readonly mailNickname: string | null;
  readonly displayName: string | null;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly accountEnabled: boolean | null;
  /** Member, Guest or null. */
  readonly userType: string | null;
  readonly employeeId: string | null;
  readonly employeeType: string | null;
  readonly employeeHireOn: EpochMs | null;
  readonly costCenter: string | null;
  readonly division: string | null;
  readonly department: string | null;
  readonly companyName: string | null;
  readonly jobTitle: string | null;
  readonly officeLocation: string | null;
  readonly usageLocation: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly country: string | null;
  readonly preferredLanguage: string | null;
  readonly mobilePhone: string | null;
  readonly businessPhones: readonly string[];
  readonly createdOn: EpochMs | null;
  readonly lastPasswordChangeOn: EpochMs | null;
  readonly externalUserState: string | null;
  readonly creationType: string | null;
  readonly isResourceAccount: boolean | null;
  readonly onPremisesSyncEnabled: boolean | null;
  readonly onPremisesLastSyncOn: EpochMs | null;
  readonly onPremisesImmutableId: string | null;
  readonly onPremisesDistinguishedName: string | null;
  readonly onPremisesSamAccountName: string | null;
  readonly onPremisesDomainName: string | null;
  readonly onPremisesUserPrincipalName: string | null;
  readonly onPremisesSecurityIdentifier: string | null;
  /** Cloud SID `S-1-12-1-…`, derivable from `id`. */
  readonly securityIdentifier: string | null;
  /** Such as `SMTP:ada@contoso.com` (primary) and `smtp:a.lovelace@contoso.com`. */
  readonly proxyAddresses: readonly string[];
  readonly otherMails: readonly string[];
  /** Object id of the manager, `null` where there is none. */
  readonly managerId: string | null;
  readonly raw: JsonObject;
}

/** Asked for by name: without `$select` Graph tells eleven fields, `accountEnabled` not among them. */
const fields = [
  "id",
  "userPrincipalName",
  "mail",
  "mailNickname",
  "displayName",
  "givenName",
  "surname",
  "accountEnabled",
  "userType",
  "employeeId",
  "employeeType",
  "employeeHireDate",
  "employeeOrgData",
  "department",
  "companyName",
  "jobTitle",
  "officeLocation",
  "usageLocation",
  "city",
  "state",
  "country",
  "preferredLanguage",
  "mobilePhone",
  "businessPhones",
  "createdDateTime",
  "lastPasswordChangeDateTime",
  "externalUserState",
  "creationType",
  "isResourceAccount",
  "onPremisesSyncEnabled",
  "onPremisesLastSyncDateTime",
  "onPremisesImmutableId",
  "onPremisesDistinguishedName",
  "onPremisesSamAccountName",
  "onPremisesDomainName",
  "onPremisesUserPrincipalName",
  "onPremisesSecurityIdentifier",
  "securityIdentifier",
  "proxyAddresses",
  "otherMails",
].join(",");

/** All directory users with their managers' ids. */
export function listUsers(reading: Reading): Listing<User> {
  return listByLinks(reading, {
    call: {
      api: "graph",
      family: "graph",
      path: `/v1.0/users?$select=${fields}&$expand=manager($select=id)&$top=999`,
      what: "users",
      permission: "Directory.Read.All",
      cost: 2,
    },
    key: (user) => user.id,
    isNeverEmpty: true,
    parse: userOf,
  });
}

/** What became of a user. */
export type UserChange =
  | {
      readonly kind: "changed";
      /** As it is now, but for the manager. */
      readonly user: User;
      /** Whether the change says who the manager is: otherwise it is who it was. */
      readonly tellsManager: boolean;
    }
  | { readonly kind: "removed"; readonly id: string };

/** The directory users that came, changed or went since an earlier walk. */
export function listUserChanges(reading: Reading, place: DeltaPlace): Listing<UserChange> {
  return listDelta(
    reading,
    { path: "/v1.0/users/delta", what: "users", select: `${fields},manager`, parse: changeOf },
    place,
  );
}

function changeOf(record: RecordReader): UserChange | null {
  const id = record.text("id");
  if (id === null) {
    return null;
  }
  if (isRemoval(record)) {
    return { kind: "removed", id };
  }
  const user = userOf(record);
  return user === null ? null : { kind: "changed", ...withManager(user, record) };
}

function withManager(user: User, record: RecordReader) {
  const tellsManager = "manager@delta" in record.raw;
  const manager = record.objects("manager@delta").findLast((each) => !isRemoval(each));
  const managerId = manager?.text("id") ?? null;
  const raw = plainRow(user.raw, managerId === null ? {} : { manager: { id: managerId } });
  return { user: { ...user, managerId, raw }, tellsManager };
}

function userOf(record: RecordReader): User | null {
  const id = record.text("id");
  return id === null
    ? null
    : { id, ...namesOf(record), ...workOf(record), ...accountOf(record), ...onPremisesOf(record) };
}

function namesOf(record: RecordReader) {
  return {
    userPrincipalName: record.text("userPrincipalName"),
    mail: record.text("mail"),
    mailNickname: record.text("mailNickname"),
    displayName: record.text("displayName"),
    givenName: record.text("givenName"),
    surname: record.text("surname"),
    proxyAddresses: record.texts("proxyAddresses"),
    otherMails: record.texts("otherMails"),
  };
}

function workOf(record: RecordReader) {
  const organization = record.object("employeeOrgData");
  return {
    employeeId: record.text("employeeId"),
    employeeType: record.text("employeeType"),
    employeeHireOn: record.time("employeeHireDate"),
    costCenter: organization?.text("costCenter") ?? null,
    division: organization?.text("division") ?? null,
    department: record.text("department"),
    companyName: record.text("companyName"),
    jobTitle: record.text("jobTitle"),
    officeLocation: record.text("officeLocation"),
    usageLocation: record.text("usageLocation"),
    city: record.text("city"),
    state: record.text("state"),
    country: record.text("country"),
    preferredLanguage: record.text("preferredLanguage"),
    mobilePhone: record.text("mobilePhone"),
    businessPhones: record.texts("businessPhones"),
    managerId: record.object("manager")?.text("id") ?? null,
  };
}

function accountOf(record: RecordReader) {
  return {
    accountEnabled: record.flag("accountEnabled"),
    userType: record.text("userType"),
    createdOn: record.time("createdDateTime"),
    lastPasswordChangeOn: record.time("lastPasswordChangeDateTime"),
    externalUserState: record.text("externalUserState"),
    creationType: record.text("creationType"),
    isResourceAccount: record.flag("isResourceAccount"),
    securityIdentifier: record.text("securityIdentifier"),
    raw: record.raw,
  };
}

function onPremisesOf(record: RecordReader) {
  return {
    onPremisesSyncEnabled: record.flag("onPremisesSyncEnabled"),
    onPremisesLastSyncOn: record.time("onPremisesLastSyncDateTime"),
    onPremisesImmutableId: record.text("onPremisesImmutableId"),
    onPremisesDistinguishedName: record.text("onPremisesDistinguishedName"),
    onPremisesSamAccountName: record.text("onPremisesSamAccountName"),
    onPremisesDomainName: record.text("onPremisesDomainName"),
    onPremisesUserPrincipalName: record.text("onPremisesUserPrincipalName"),
    onPremisesSecurityIdentifier: record.text("onPremisesSecurityIdentifier"),
  };
}
