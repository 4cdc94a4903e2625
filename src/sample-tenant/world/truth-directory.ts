import type { Facts } from "./facts.ts";
import { groupId, groupName, memberId, memberName } from "./group-record.ts";
import { groupDomain, groupKind } from "./group-life.ts";
import { groupSlots, userSlots } from "./listings.ts";
import { type Member, membersOn } from "./membership.ts";
import {
  type TruthEntity,
  type TruthPen,
  type TruthRelationship,
  truthEdge,
  truthKeys,
} from "./truth-line.ts";
import { careerOn, managerOn } from "./user-career.ts";
import { homeOf, samOf } from "./user-domain.ts";
import { kindOf, userEnabled } from "./user-life.ts";
import { presenceOn } from "./user-presence.ts";
import { employeeIdOf, userId } from "./user-record.ts";

/** The tenant, its users and its groups, with the edges among them. */
export function* directoryTruth(
  facts: Facts,
  pen: TruthPen,
): Generator<TruthEntity | TruthRelationship> {
  const { tenant } = facts;
  const names = { id: tenant.id, name: tenant.name, displayName: tenant.name };
  yield pen.entity("account", truthKeys.account(tenant.id), names);
  for (const slot of userSlots(facts)) yield* userTruth(facts, pen, slot);
  const met = new Set<string>();
  for (const group of groupSlots(facts)) {
    yield groupTruth(facts, pen, group);
    yield truthEdge("accountHasGroup", [truthKeys.account(tenant.id), keyOfGroup(facts, group)]);
    for (const member of membersOn(tenant, group, facts.day)) {
      yield memberTruth(facts, group, member);
      if (isHeld(member) || met.has(memberId(tenant, member))) continue;
      met.add(memberId(tenant, member));
      yield groupUserTruth(facts, pen, member);
    }
  }
}

function keyOfUser({ tenant }: Facts, slot: number): string {
  return truthKeys.user(userId(tenant, slot));
}

function keyOfGroup({ tenant }: Facts, group: number): string {
  return truthKeys.group(groupId(tenant, group));
}

/** The mail, else the user principal name; guests have a mail always. */
function addressOf(facts: Facts, slot: number): string {
  const { mail, userPrincipalName } = presenceOn(facts.tenant, slot, facts.day);
  return mail ?? userPrincipalName;
}

function* userTruth(
  facts: Facts,
  pen: TruthPen,
  slot: number,
): Generator<TruthEntity | TruthRelationship> {
  const { tenant, day } = facts;
  const key = keyOfUser(facts, slot);
  const presence = presenceOn(tenant, slot, day);
  const career = kindOf(tenant, slot) === "person" ? careerOn(tenant, slot, day) : undefined;
  const employeeId = employeeIdOf(tenant, slot)?.trim();
  yield pen.entity("user", key, {
    id: userId(tenant, slot),
    displayName: presence.display,
    username: presence.userPrincipalName,
    email: addressOf(facts, slot),
    active: userEnabled(tenant, slot, day),
    employeeId: employeeId === "" ? undefined : employeeId,
    department: career?.department,
    jobTitle: career?.title,
    onPremisesSamAccountName: homeOf(tenant, slot) === undefined ? undefined : samOf(tenant, slot),
  });
  yield truthEdge("accountHasUser", [truthKeys.account(tenant.id), key]);
  const manager = managerOn(tenant, slot, day);
  if (manager !== undefined) yield truthEdge("userManagesUser", [keyOfUser(facts, manager), key]);
}

function groupTruth(facts: Facts, pen: TruthPen, group: number): TruthEntity {
  const { tenant } = facts;
  const isSynced = groupKind(tenant, group) === "synced";
  return pen.entity("group", keyOfGroup(facts, group), {
    id: groupId(tenant, group),
    displayName: groupName(tenant, group),
    onPremisesNetBiosName: isSynced
      ? tenant.domains[groupDomain(tenant, group)].netBios
      : undefined,
  });
}

/** Users and groups are entities of their own; membership lists name none that does not exist. */
function isHeld(member: Member): boolean {
  return member.kind === "user" || member.kind === "group";
}

function memberTruth(facts: Facts, group: number, member: Member): TruthRelationship {
  const from = keyOfGroup(facts, group);
  if (member.kind === "user") {
    return truthEdge("groupHasUser", [from, keyOfUser(facts, member.index)]);
  }
  if (member.kind === "group") {
    return truthEdge("groupHasGroup", [from, keyOfGroup(facts, member.index)]);
  }
  return truthEdge("groupHasGroupUser", [
    from,
    truthKeys.groupUser(memberId(facts.tenant, member)),
  ]);
}

function groupUserTruth({ tenant, day }: Facts, pen: TruthPen, member: Member): TruthEntity {
  const id = memberId(tenant, member);
  const displayName = memberName(tenant, member, day);
  return pen.entity("groupUser", truthKeys.groupUser(id), { id, displayName });
}
