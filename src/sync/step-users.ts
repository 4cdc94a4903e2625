import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { userOf } from "../convert/user.ts";
import { stage, together, walk } from "./collections.ts";
import type { Step } from "./step.ts";
import { completed } from "./step-results.ts";

const emits = [
  entityTypes.user.type,
  relationshipTypes.accountHasUser.type,
  relationshipTypes.userManagesUser.type,
];

/** Directory users with their managers. */
export const usersStep: Step = {
  id: "users",
  title: "Users",
  source: "users",
  dependsOn: ["account"],
  emits,
  async run(context) {
    const { held, tenant } = context;
    const receipt = await walk(context, {
      listing: tenant.users(),
      counter: { count: 0 },
      async take(users) {
        for (const user of users) held.userIds.add(user.id);
        await stage(context, together(users.map((user) => userOf(user, held.tenantId))));
      },
    });
    return completed([receipt], emits);
  },
  async settle(context) {
    const { held } = context;
    for await (const users of context.entitiesToBe([entityTypes.user.type])) {
      for (const { properties } of users)
        if (typeof properties["id"] === "string") held.userIds.add(properties["id"]);
    }
  },
};
