import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { groupOf, membersOf } from "../convert/group.ts";
import { groupKey } from "../convert/keys.ts";
import type { UnreadGroup } from "../microsoft/group.ts";
import { stage, together, walk } from "./collections.ts";
import type { Step, StepContext } from "./step.ts";
import { completed, skipped } from "./step-results.ts";

const groupTypes = [entityTypes.group.type, relationshipTypes.accountHasGroup.type];

/** Directory groups. */
export const groupsStep: Step = {
  id: "groups",
  title: "Groups",
  source: "groups",
  dependsOn: ["account"],
  emits: groupTypes,
  async run(context) {
    const { held, tenant } = context;
    const receipt = await walk(context, {
      listing: tenant.groups(),
      counter: { count: 0 },
      async take(groups) {
        for (const group of groups) held.groupIds.add(group.id);
        await stage(context, together(groups.map((group) => groupOf(group, held.tenantId))));
      },
    });
    return completed([receipt], groupTypes);
  },
  // Members are asked for of every group that is known, read now or earlier.
  async settle(context) {
    const { held } = context;
    for await (const groups of context.entitiesToBe([entityTypes.group.type])) {
      for (const { properties } of groups)
        if (typeof properties["id"] === "string") held.groupIds.add(properties["id"]);
    }
  },
};

const memberTypes = [
  entityTypes.groupUser.type,
  relationshipTypes.groupHasUser.type,
  relationshipTypes.groupHasGroup.type,
];

/** What an earlier run knew of these groups' members stays. */
async function keepMembers({ staging }: StepContext, groups: readonly UnreadGroup[]) {
  const fromKeys = groups.map(({ groupId }) => groupKey(groupId));
  const { groupHasUser, groupHasGroup } = relationshipTypes;
  await staging.keepFrom({
    relationshipType: groupHasUser.type,
    fromKeys,
    // Users and groups stay or go by what their own steps found.
    targetType: entityTypes.groupUser.type,
  });
  await staging.keepFrom({ relationshipType: groupHasGroup.type, fromKeys, targetType: null });
}

/** Direct members of the groups that this run read; nesting is a question to the graph. */
export const groupMembersStep: Step = {
  id: "group_members",
  title: "Group members",
  source: "groups",
  dependsOn: ["groups", "users"],
  emits: memberTypes,
  async run(context) {
    const { held, tenant } = context;
    if (held.groupIds.size === 0 && context.outcomes.get("groups")?.status !== "complete") {
      return skipped("No groups were read, so none could be asked for.");
    }
    const unread: UnreadGroup[] = [];
    const receipt = await walk(context, {
      listing: tenant.groupMembers([...held.groupIds]),
      counter: { count: 0 },
      async take(groups) {
        const holdsUser = (id: string): boolean => held.userIds.has(id);
        const read = groups.filter((group) => group.kind === "members");
        unread.push(...groups.filter((group) => group.kind === "unread"));
        await stage(context, together(read.map((group) => membersOf(group, holdsUser))));
      },
    });
    const [example] = unread;
    if (example === undefined) return completed([receipt], memberTypes);
    await keepMembers(context, unread);
    const read = receipt.received - unread.length;
    const reason =
      `The members of ${unread.length} of ${receipt.received} groups could not be read and stay as they were, ` +
      `such as those of group ${example.groupId} (${example.why}).`;
    const loses = read > 0 ? memberTypes : [];
    return { status: "partial", reason, received: read, receipts: [receipt], loses };
  },
};
