import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import { listByLinks, type Reading } from "./collection.ts";
import type { Listing } from "./page.ts";
import type { RecordReader } from "./record.ts";

/** A directory group: Graph `/groups`. */
export interface Group {
  readonly id: string;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly mail: string | null;
  readonly mailEnabled: boolean | null;
  readonly mailNickname: string | null;
  readonly securityEnabled: boolean | null;
  readonly groupTypes: readonly string[];
  readonly visibility: string | null;
  readonly membershipRule: string | null;
  readonly membershipRuleProcessingState: string | null;
  readonly isAssignableToRole: boolean | null;
  readonly createdOn: EpochMs | null;
  readonly renewedOn: EpochMs | null;
  readonly expirationOn: EpochMs | null;
  readonly classification: string | null;
  readonly onPremisesSyncEnabled: boolean | null;
  readonly onPremisesSamAccountName: string | null;
  /** DNS name of the domain, such as `corp.contoso.com`. */
  readonly onPremisesDomainName: string | null;
  /** Short name of the same domain, such as `CONTOSO`. */
  readonly onPremisesNetBiosName: string | null;
  readonly onPremisesSecurityIdentifier: string | null;
  readonly securityIdentifier: string | null;
  readonly resourceProvisioningOptions: readonly string[];
  readonly proxyAddresses: readonly string[];
  readonly raw: JsonObject;
}

/** One direct member of a group: Graph `/groups/{id}/members`. */
export interface GroupMember {
  readonly id: string;
  /** What it is; `other` covers kinds that Microsoft may add. */
  readonly kind: "user" | "group" | "device" | "servicePrincipal" | "contact" | "other";
  readonly displayName: string | null;
  readonly mail: string | null;
  readonly userPrincipalName: string | null;
  readonly raw: JsonObject;
}

/** All direct members of one group. */
export interface GroupMembers {
  readonly kind: "members";
  readonly groupId: string;
  readonly members: readonly GroupMember[];
}

/** A group whose members could not be read, though it is there. */
export interface UnreadGroup {
  readonly kind: "unread";
  readonly groupId: string;
  /** Whether Graph refused (403), as it does where membership is hidden from the app; else it failed. */
  readonly refused: boolean;
  /** What Graph said, such as `HTTP 500`. */
  readonly why: string;
}

/** What came of asking for a group's members. */
export type GroupAnswer = GroupMembers | UnreadGroup;

const fields = [
  "id",
  "displayName",
  "description",
  "mail",
  "mailEnabled",
  "mailNickname",
  "securityEnabled",
  "groupTypes",
  "visibility",
  "membershipRule",
  "membershipRuleProcessingState",
  "isAssignableToRole",
  "createdDateTime",
  "renewedDateTime",
  "expirationDateTime",
  "classification",
  "onPremisesSyncEnabled",
  "onPremisesSamAccountName",
  "onPremisesDomainName",
  "onPremisesNetBiosName",
  "onPremisesSecurityIdentifier",
  "securityIdentifier",
  "resourceProvisioningOptions",
  "proxyAddresses",
].join(",");

/** All directory groups. */
export function listGroups(reading: Reading): Listing<Group> {
  return listByLinks(reading, {
    call: {
      api: "graph",
      family: "graph",
      path: `/v1.0/groups?$select=${fields}&$top=999`,
      what: "groups",
      permission: "Directory.Read.All",
    },
    key: (group) => group.id,
    parse: groupOf,
  });
}

function groupOf(record: RecordReader): Group | null {
  const id = record.text("id");
  if (id === null) {
    return null;
  }
  return {
    id,
    displayName: record.text("displayName"),
    description: record.text("description"),
    mail: record.text("mail"),
    mailEnabled: record.flag("mailEnabled"),
    mailNickname: record.text("mailNickname"),
    securityEnabled: record.flag("securityEnabled"),
    groupTypes: record.texts("groupTypes"),
    visibility: record.text("visibility"),
    membershipRule: record.text("membershipRule"),
    membershipRuleProcessingState: record.text("membershipRuleProcessingState"),
    isAssignableToRole: record.flag("isAssignableToRole"),
    createdOn: record.time("createdDateTime"),
    renewedOn: record.time("renewedDateTime"),
    expirationOn: record.time("expirationDateTime"),
    classification: record.text("classification"),
    onPremisesSyncEnabled: record.flag("onPremisesSyncEnabled"),
    onPremisesSamAccountName: record.text("onPremisesSamAccountName"),
    onPremisesDomainName: record.text("onPremisesDomainName"),
    onPremisesNetBiosName: record.text("onPremisesNetBiosName"),
    onPremisesSecurityIdentifier: record.text("onPremisesSecurityIdentifier"),
    securityIdentifier: record.text("securityIdentifier"),
    resourceProvisioningOptions: record.texts("resourceProvisioningOptions"),
    proxyAddresses: record.texts("proxyAddresses"),
    raw: record.raw,
  };
}
