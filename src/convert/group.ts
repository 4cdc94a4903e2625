import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { Group, GroupMember, GroupMembers, MemberChange } from "../microsoft/group.ts";
import type { Converted } from "./converted.ts";
import { edge } from "./edge.ts";
import { accountKey, groupKey, groupUserKey, userKey } from "./keys.ts";
import { emailOf } from "./mail.ts";
import { type PropertyTable, flag, propertiesBy, required, text, texts, time } from "./property.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

const nameOf = (group: Group): string =>
  group.displayName?.trim() || group.mail?.trim() || group.id;

/** What a group carries. */
export const groupTable: PropertyTable<Group> = {
  id: text("Object id.", (group) => group.id),
  name: text("Display name, else mail, else object id.", nameOf),
  displayName: text("The same.", nameOf),
  description: text("Description.", (group) => group.description),
  email: text("Mail.", (group) => group.mail),
  mail: text("Mail, under Graph's name.", (group) => group.mail),
  mailEnabled: flag("Receives mail.", (group) => group.mailEnabled),
  mailNickname: text("Mail alias.", (group) => group.mailNickname),
  proxyAddresses: texts("All addresses.", (group) => group.proxyAddresses),
  securityEnabled: flag("Can be granted access.", (group) => group.securityEnabled),
  groupTypes: texts(
    "`Unified`, `DynamicMembership`; absent for a plain group.",
    (group) => group.groupTypes,
  ),
  resourceProvisioningOptions: texts(
    "Holds `Team` for a team.",
    (group) => group.resourceProvisioningOptions,
  ),
  visibility: text("`Public`, `Private` or `HiddenMembership`.", (group) => group.visibility),
  membershipRule: text("Rule of a dynamic group.", (group) => group.membershipRule),
  membershipRuleProcessingState: text(
    "`On` or `Paused`.",
    (group) => group.membershipRuleProcessingState,
  ),
  isAssignableToRole: flag("Can hold directory roles.", (group) => group.isAssignableToRole),
  classification: text("The organization's own classification.", (group) => group.classification),
  createdOn: time("When the group was made.", (group) => group.createdOn),
  renewedOn: time("When the group was last renewed.", (group) => group.renewedOn),
  expiresOn: time("When the group expires (`expirationDateTime`).", (group) => group.expirationOn),
  onPremisesSyncEnabled: flag(
    "Synchronised from an on-premises directory.",
    (group) => group.onPremisesSyncEnabled,
  ),
  onPremisesSamAccountName: text(
    "On-premises account name.",
    (group) => group.onPremisesSamAccountName,
  ),
  onPremisesDomainName: text(
    "On-premises domain, as a DNS name.",
    (group) => group.onPremisesDomainName,
  ),
  onPremisesNetBiosName: text(
    "The same domain's short name.",
    (group) => group.onPremisesNetBiosName,
  ),
  onPremisesSecurityIdentifier: text(
    "On-premises SID.",
    (group) => group.onPremisesSecurityIdentifier,
  ),
  securityIdentifier: text("Cloud SID.", (group) => group.securityIdentifier),
};

const groupProperties = propertiesBy(groupTable);

/** A directory group. */
export function groupOf(group: Group, tenantId: string): Converted {
  const key = groupKey(group.id);
  const { type, classes } = entityTypes.group;
  const entity = {
    key,
    type,
    classes,
    properties: groupProperties(group),
    raw: group.raw,
  };
  return sameGroup(entity, tenantId);
}

/** A group of the graph that did not change. */
export function sameGroup(group: Entity, tenantId: string): Converted {
  const ends = { from: accountKey(tenantId), to: group.key };
  return { entities: [group], relationships: [edge(relationshipTypes.accountHasGroup, ends)] };
}

function memberName({ displayName, userPrincipalName, mail, id }: GroupMember): string {
  return displayName?.trim() || userPrincipalName?.trim() || mail?.trim() || id;
}

/** What a group's member that is no user we hold carries. */
export const groupUserTable: PropertyTable<GroupMember> = {
  id: text("Object id.", (member) => member.id),
  name: text("Display name, else user principal name, else mail, else object id.", memberName),
  displayName: text("The same.", memberName),
  kind: text(
    "`user`, `device`, `servicePrincipal`, `contact` or `other`.",
    (member) => member.kind,
  ),
  username: required(text("User principal name.", (member) => member.userPrincipalName)),
  email: required(
    text(
      "Mail, else the user principal name where it is an address.",
      ({ mail, userPrincipalName }) => emailOf(mail, userPrincipalName),
    ),
  ),
  shortLoginId: required(text("Not told.", () => null)),
  firstName: required(text("Not told.", () => null)),
  lastName: required(text("Not told.", () => null)),
  active: required(flag("Not told.", () => null)),
};

const groupUserProperties = propertiesBy(groupUserTable);

function groupUserOf(member: GroupMember): Entity {
  const { type, classes } = entityTypes.groupUser;
  const properties = groupUserProperties(member);
  return { key: groupUserKey(member.id), type, classes, properties, raw: member.raw };
}

/** The direct members of one group. A member that is neither a group nor a user we hold becomes an entity of its own. */
export function membersOf(
  { groupId, members }: GroupMembers,
  holdsUser: (id: string) => boolean,
): Converted {
  const from = groupKey(groupId);
  const entities: Entity[] = [];
  const relationships: Relationship[] = [];
  for (const member of new Map(members.map((each) => [each.id, each])).values()) {
    if (member.kind === "group") {
      relationships.push(edge(relationshipTypes.groupHasGroup, { from, to: groupKey(member.id) }));
    } else if (member.kind === "user" && holdsUser(member.id)) {
      relationships.push(edge(relationshipTypes.groupHasUser, { from, to: userKey(member.id) }));
    } else {
      entities.push(groupUserOf(member));
      relationships.push(
        edge(relationshipTypes.groupHasGroupUser, { from, to: groupUserKey(member.id) }),
      );
    }
  }
  return { entities, relationships };
}

/**
 * The edges to a group's members after who came and left. `null` where changes alone do not tell: what a member is that
 * is neither a group nor a user we hold has to be asked for.
 */
export function changedMembers(
  edges: readonly Relationship[],
  { groupId, changes, holdsUser, holdsGroup }: MembersAfter,
): readonly Relationship[] | null {
  const members = new Map<string, Relationship>();
  for (const known of edges) {
    if (known.to.startsWith(groupUserKey(""))) return null;
    if (stays(known, { holdsUser, holdsGroup })) members.set(known.to, known);
  }
  const from = groupKey(groupId);
  for (const { id, kind, isGone } of changes) {
    if (isGone) {
      members.delete(userKey(id));
      members.delete(groupKey(id));
      continue;
    }
    if (kind === "group") {
      members.set(groupKey(id), edge(relationshipTypes.groupHasGroup, { from, to: groupKey(id) }));
    } else if (kind === "user" && holdsUser(id)) {
      members.set(userKey(id), edge(relationshipTypes.groupHasUser, { from, to: userKey(id) }));
    } else return null;
  }
  return [...members.values()];
}

interface MembersAfter {
  readonly groupId: string;
  readonly changes: readonly MemberChange[];
  readonly holdsUser: (id: string) => boolean;
  readonly holdsGroup: (id: string) => boolean;
}

function stays(
  { to }: Relationship,
  { holdsUser, holdsGroup }: Pick<MembersAfter, "holdsUser" | "holdsGroup">,
): boolean {
  const group = idIn(to, groupKey(""));
  return group === null ? holdsUser(idIn(to, userKey("")) ?? "") : holdsGroup(group);
}

function idIn(key: string, prefix: string): string | null {
  return key.startsWith(prefix) ? key.slice(prefix.length) : null;
}
