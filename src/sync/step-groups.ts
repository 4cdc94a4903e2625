import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { groupOf, membersOf } from "../convert/group.ts";
import { stage, together, walk } from "./collections.ts";
import type { Step } from "./step.ts";
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
    const counter = { count: 0 };
    const receipt = await walk(context, {
      listing: tenant.groupMembers([...held.groupIds]),
      counter,
      async take(groups) {
        const holdsUser = (id: string): boolean => held.userIds.has(id);
        await stage(context, together(groups.map((group) => membersOf(group, holdsUser))));
      },
    });
    return completed([receipt], memberTypes);
  },
};
