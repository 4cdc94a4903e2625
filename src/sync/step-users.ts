import { managerIn, sameUser, userOf } from "../convert/user.ts";
import type { Converted } from "../convert/converted.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import type { Entity } from "../graph/entity.ts";
import type { UserChange } from "../microsoft/user.ts";
import { stage, together, walk } from "./collections.ts";
import { isRecent, placeNow, tryChanges } from "./directory-changes.ts";
import type { DirectoryMemory } from "./memory.ts";
import type { Step, StepContext, StepOutcome } from "./step.ts";
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
  after: ["machines"],
  emits,
  async run(context) {
    const { users } = context.memory;
    const changed = isRecent(context, users)
      ? await tryChanges(context, "users", () => readChanges(context, users))
      : null;
    return changed ?? readEverything(context);
  },
  async settle(context) {
    const { held } = context;
    for await (const users of context.entitiesToBe([entityTypes.user.type])) {
      for (const { properties } of users)
        if (typeof properties["id"] === "string") held.userIds.add(properties["id"]);
    }
  },
};

async function readEverything(context: StepContext): Promise<StepOutcome> {
  const { clock, held, tenant } = context;
  const fullOn = clock.now();
  const place = await placeNow(context, (from) => tenant.userChanges(from));
  const receipt = await walk(context, {
    listing: tenant.users(),
    counter: { count: 0 },
    async take(users) {
      for (const user of users) held.userIds.add(user.id);
      await stage(context, together(users.map((user) => userOf(user, held.tenantId))));
    },
  });
  context.memory.users = place === null ? null : { place, fullOn, unread: [] };
  return completed([receipt], emits);
}

/** Reads who came, changed or went, and puts the others back as they were. */
async function readChanges(context: StepContext, memory: DirectoryMemory): Promise<StepOutcome> {
  const changes = new Map<string, UserChange>();
  let { place } = memory;
  const keep = (at: string): void => {
    place = at;
  };
  const receipt = await walk(context, {
    listing: context.tenant.userChanges({ from: memory.place, keep }),
    counter: { count: 0 },
    quiet: true,
    async take(items) {
      for (const change of items) changes.set(idOf(change), change);
    },
    restart: async () => changes.clear(),
  });
  await stageAfter(context, changes);
  context.memory.users = { ...memory, place };
  return { ...completed([receipt], emits), way: "changes" };
}

const idOf = (change: UserChange): string =>
  change.kind === "removed" ? change.id : change.user.id;

async function stageAfter(
  context: StepContext,
  changes: ReadonlyMap<string, UserChange>,
): Promise<void> {
  const managers = new Map<string, string | null>();
  for await (const users of context.previousRecords([entityTypes.user.type])) {
    const same = users.filter((user) => {
      const id = String(user.properties["id"]);
      managers.set(id, managerIn(user));
      return !changes.has(id);
    });
    await stageSame(context, same, changes);
  }
  for (const change of changes.values()) {
    if (change.kind === "removed") continue;
    const { user, tellsManager } = change;
    const managerId = tellsManager ? user.managerId : (managers.get(user.id) ?? null);
    context.held.userIds.add(user.id);
    await stage(context, userOf({ ...user, managerId }, context.held.tenantId));
  }
}

async function stageSame(
  context: StepContext,
  users: readonly Entity[],
  changes: ReadonlyMap<string, UserChange>,
): Promise<void> {
  const { tenantId, userIds } = context.held;
  const isGone = (id: string): boolean => changes.get(id)?.kind === "removed";
  for (const { properties } of users) userIds.add(String(properties["id"]));
  const made = users.map((user): Converted => sameUser(user, { tenantId, isGone }));
  await stage(context, together(made));
}
