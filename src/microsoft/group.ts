import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import { listByLinks, type Reading } from "./collection.ts";
import { type DeltaPlace, isRemoval, listDelta, plainRow } from "./delta-walk.ts";
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

/** What a member of a group is; `other` covers kinds that Microsoft may add. */
export type MemberKind = "user" | "group" | "device" | "servicePrincipal" | "contact" | "other";

/** One direct member of a group: Graph `/groups/{id}/members`. */
export interface GroupMember {
  readonly id: string;
  readonly kind: MemberKind;
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

const memberKinds: ReadonlyMap<string, MemberKind> = new Map([
  ["#microsoft.graph.user", "user"],
  ["#microsoft.graph.group", "group"],
  ["#microsoft.graph.device", "device"],
  ["#microsoft.graph.serviceprincipal", "servicePrincipal"],
  ["#microsoft.graph.orgcontact", "contact"],
]);

/** What a record says that it is. */
export function memberKindOf(record: RecordReader): MemberKind {
  return memberKinds.get(record.text("@odata.type")?.toLowerCase() ?? "") ?? "other";
}

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

/** Who came into a group, or left it. */
export interface MemberChange {
  readonly id: string;
  readonly kind: MemberKind;
  readonly isGone: boolean;
}

/** What became of a group. Members of a large one come in several changes. */
export type GroupChange =
  | {
      readonly kind: "changed";
      readonly id: string;
      /** As it is now; `null` where the change is about members alone. */
      readonly group: Group | null;
      readonly members: readonly MemberChange[];
    }
  | { readonly kind: "removed"; readonly id: string };

/** The groups that came, changed or went since an earlier walk, with who came into them or left. */
export function listGroupChanges(reading: Reading, place: DeltaPlace): Listing<GroupChange> {
  return listDelta(
    reading,
    { path: "/v1.0/groups/delta", what: "groups", select: `${fields},members`, parse: changeOf },
    place,
  );
}

function changeOf(record: RecordReader): GroupChange | null {
  const id = record.text("id");
  if (id === null) {
    return null;
  }
  if (isRemoval(record)) {
    return { kind: "removed", id };
  }
  const group = groupOf(record);
  const members = record.objects("members@delta").flatMap((member) => memberChange(member) ?? []);
  const isWhole = Object.keys(record.raw).some((name) => name !== "id" && !name.includes("@"));
  const plain = group === null || !isWhole ? null : { ...group, raw: plainRow(group.raw, {}) };
  return { kind: "changed", id, group: plain, members };
}

function memberChange(record: RecordReader): MemberChange | null {
  const id = record.text("id");
  return id === null ? null : { id, kind: memberKindOf(record), isGone: isRemoval(record) };
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
