import { changedMembers, membersOf } from "../convert/group.ts";
import { groupIdOf, groupKey, groupUserIdOf } from "../convert/keys.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { MemberChange, UnreadGroup } from "../microsoft/group.ts";
import { stage, together, walk } from "./collections.ts";
import { byOrigin } from "./patch-findings.ts";
import type { Step, StepContext, StepOutcome } from "./step.ts";
import { completed, skipped } from "./step-results.ts";

const { groupHasGroup, groupHasUser } = relationshipTypes;

const emits = [entityTypes.groupUser.type, groupHasUser.type, groupHasGroup.type];

/** Direct members of the groups that this run read; nesting is a question to the graph. */
export const groupMembersStep: Step = {
  id: "group_members",
  title: "Group members",
  source: "groups",
  dependsOn: ["groups", "users"],
  emits,
  async run(context) {
    const { held } = context;
    if (held.groupIds.size === 0 && context.outcomes.get("groups")?.status !== "complete") {
      return skipped("No groups were read, so none could be asked for.");
    }
    const changes = held.groupReading?.members ?? null;
    const outcome =
      changes === null
        ? await readMembers(context, [...held.groupIds], "everything")
        : await readMembers(context, await applyChanges(context, changes), "changes");
    return outcome;
  },
};

/** What an earlier run knew of these groups' members stays. */
async function keepMembers({ staging }: StepContext, fromKeys: readonly string[]): Promise<void> {
  await staging.keepFrom({
    relationshipType: groupHasUser.type,
    fromKeys,
    // Users and groups stay or go by what their own steps found.
    targetType: entityTypes.groupUser.type,
  });
  await staging.keepFrom({ relationshipType: groupHasGroup.type, fromKeys, targetType: null });
}

/** Puts who came and left into the graph's members, and gives the groups whose members have to be read. */
async function applyChanges(
  context: StepContext,
  changes: ReadonlyMap<string, readonly MemberChange[]>,
): Promise<readonly string[]> {
  const { groupIds, userIds } = context.held;
  const toRead = new Set(context.memory.groups?.unread.filter((id) => groupIds.has(id)));
  const same: string[] = [];
  const met = new Set<string>();
  const patch = async (groupId: string, edges: readonly Relationship[]): Promise<void> => {
    met.add(groupId);
    const told = changes.get(groupId);
    if (!groupIds.has(groupId) || toRead.has(groupId)) return;
    if (told === undefined && !edges.some(({ to }) => userIds.has(groupUserIdOf(to) ?? ""))) {
      same.push(groupKey(groupId));
      return;
    }
    const holdsUser = (id: string): boolean => userIds.has(id);
    const holdsGroup = (id: string): boolean => groupIds.has(id);
    const after = changedMembers(edges, { groupId, changes: told ?? [], holdsUser, holdsGroup });
    if (after === null) toRead.add(groupId);
    else await stage(context, { entities: [], relationships: after });
  };
  const types = [groupHasUser.type, groupHasGroup.type];
  for await (const edges of byOrigin(context.previousEdges(types)))
    if (edges[0] !== undefined) await patch(groupIdOf(edges[0].from), edges);
  for (const groupId of changes.keys()) if (!met.has(groupId)) await patch(groupId, []);
  await keepMembers(context, same);
  return [...toRead];
}

async function readMembers(
  context: StepContext,
  groupIds: readonly string[],
  way: "everything" | "changes",
): Promise<StepOutcome> {
  const { held, tenant } = context;
  const unread: UnreadGroup[] = [];
  const receipt = await walk(context, {
    listing: tenant.groupMembers(groupIds, { areSome: way === "changes" }),
    counter: { count: 0 },
    async take(groups) {
      const holdsUser = (id: string): boolean => held.userIds.has(id);
      const read = groups.filter((group) => group.kind === "members");
      unread.push(...groups.filter((group) => group.kind === "unread"));
      await stage(context, together(read.map((group) => membersOf(group, holdsUser))));
    },
  });
  remember(context, unread);
  const [example] = unread;
  if (example === undefined) return { ...completed([receipt], emits), way };
  await keepMembers(
    context,
    unread.map(({ groupId }) => groupKey(groupId)),
  );
  const read = receipt.received - unread.length;
  const reason =
    `The members of ${unread.length} of ${held.groupIds.size} groups could not be read and stay as they were, ` +
    `such as those of group ${example.groupId} (${example.why}).`;
  const loses = read > 0 || way === "changes" ? emits : [];
  return { status: "partial", way, reason, received: read, receipts: [receipt], loses };
}

function remember({ held, memory }: StepContext, unread: readonly UnreadGroup[]): void {
  const { place = null, fullOn = 0 } = held.groupReading ?? {};
  if (held.groupReading === null) return;
  memory.groups =
    place === null ? null : { place, fullOn, unread: unread.map(({ groupId }) => groupId) };
}
