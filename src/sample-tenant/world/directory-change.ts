import type { JsonObject } from "../../base/json.ts";
import { groupExists } from "./group-life.ts";
import { groupDiffers, groupId, groupRecord, memberId, memberReference } from "./group-record.ts";
import { membersOn } from "./membership.ts";
import { everUpTo } from "./population.ts";
import type { Tenant } from "./tenant.ts";
import { userDiffers } from "./user-career.ts";
import { userExists } from "./user-life.ts";
import { userId, userRecord } from "./user-record.ts";

/** Two days, the earlier one first. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Rows of `/users/delta`: who came or changed in full, who went as `@removed`. */
export function userChanges(tenant: Tenant, span: Span): readonly JsonObject[] {
  const rows: JsonObject[] = [];
  const count = everUpTo(tenant.users, span.to);
  for (let slot = 0; slot < count; slot++) {
    const before = userExists(tenant, slot, span.from);
    const after = userExists(tenant, slot, span.to);
    if (before && !after)
      rows.push({ id: userId(tenant, slot), "@removed": { reason: "changed" } });
    if (after && (!before || userDiffers(tenant, slot, span)))
      rows.push(userRecord(tenant, slot, span.to));
  }
  return rows;
}

/** Rows of `/groups/delta` with `members@delta`: all members of a new group, the differences of an old one. */
export function groupChanges(tenant: Tenant, span: Span): readonly JsonObject[] {
  const rows: JsonObject[] = [];
  const count = everUpTo(tenant.groups, span.to);
  for (let group = 0; group < count; group++) {
    const before = groupExists(tenant, group, span.from);
    const after = groupExists(tenant, group, span.to);
    if (before && !after)
      rows.push({ id: groupId(tenant, group), "@removed": { reason: "deleted" } });
    if (!after) continue;
    const members = memberChanges(tenant, group, before ? span : { from: -1, to: span.to });
    const differs = !before || members.length > 0 || groupDiffers(tenant, group, span);
    if (differs) rows.push({ ...groupRecord(tenant, group, span.to), "members@delta": members });
  }
  return rows;
}

function memberChanges(tenant: Tenant, group: number, span: Span): readonly JsonObject[] {
  const before = span.from < 0 ? [] : membersOn(tenant, group, span.from);
  const after = membersOn(tenant, group, span.to);
  const stayed = new Set(before.map((member) => memberId(tenant, member)));
  const present = new Set(after.map((member) => memberId(tenant, member)));
  return [
    ...after
      .filter((member) => !stayed.has(memberId(tenant, member)))
      .map((member) => memberReference(tenant, member)),
    ...before
      .filter((member) => !present.has(memberId(tenant, member)))
      .map((member) => ({ ...memberReference(tenant, member), "@removed": { reason: "deleted" } })),
  ];
}
