import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { groupOf, sameGroup } from "../convert/group.ts";
import type { Group, GroupChange, MemberChange } from "../microsoft/group.ts";
import { stage, together, walk } from "./collections.ts";
import { isRecent, placeNow, tryChanges } from "./directory-changes.ts";
import type { DirectoryMemory } from "./memory.ts";
import type { Step, StepContext, StepOutcome } from "./step.ts";
import { completed } from "./step-results.ts";

const emits = [entityTypes.group.type, relationshipTypes.accountHasGroup.type];

/** Directory groups. */
export const groupsStep: Step = {
  id: "groups",
  title: "Groups",
  source: "groups",
  dependsOn: ["account"],
  after: ["machines"],
  emits,
  async run(context) {
    const { groups } = context.memory;
    const changed = isRecent(context, groups)
      ? await tryChanges(context, "groups", () => readChanges(context, groups))
      : null;
    return changed ?? readEverything(context);
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

async function readEverything(context: StepContext): Promise<StepOutcome> {
  const { clock, held, tenant } = context;
  const fullOn = clock.now();
  const place = await placeNow(context, (from) => tenant.groupChanges(from));
  const receipt = await walk(context, {
    listing: tenant.groups(),
    counter: { count: 0 },
    async take(groups) {
      for (const group of groups) held.groupIds.add(group.id);
      await stage(context, together(groups.map((group) => groupOf(group, held.tenantId))));
    },
  });
  held.groupReading = { place, fullOn, members: null };
  return completed([receipt], emits);
}

/** What became of groups, all that was told of each put together. */
class GroupBook {
  readonly changed = new Map<string, Group>();
  readonly removed = new Set<string>();
  readonly members = new Map<string, MemberChange[]>();

  add(change: GroupChange): void {
    if (change.kind === "removed") {
      this.removed.add(change.id);
      this.changed.delete(change.id);
      this.members.delete(change.id);
      return;
    }
    this.removed.delete(change.id);
    if (change.group !== null) this.changed.set(change.id, change.group);
    if (change.members.length === 0) return;
    const known = this.members.get(change.id) ?? [];
    this.members.set(change.id, [...known, ...change.members]);
  }

  clear(): void {
    this.changed.clear();
    this.removed.clear();
    this.members.clear();
  }
}

async function readChanges(context: StepContext, memory: DirectoryMemory): Promise<StepOutcome> {
  const { held, tenant } = context;
  const book = new GroupBook();
  let { place } = memory;
  const keep = (at: string): void => {
    place = at;
  };
  const receipt = await walk(context, {
    listing: tenant.groupChanges({ from: memory.place, keep }),
    counter: { count: 0 },
    quiet: true,
    async take(items) {
      for (const change of items) book.add(change);
    },
    restart: async () => book.clear(),
  });
  await stageAfter(context, book);
  held.groupReading = { place, fullOn: memory.fullOn, members: book.members };
  return { ...completed([receipt], emits), way: "changes" };
}

async function stageAfter(context: StepContext, { changed, removed }: GroupBook): Promise<void> {
  const { groupIds, tenantId } = context.held;
  for await (const groups of context.previousRecords([entityTypes.group.type])) {
    const same = groups.filter(({ properties }) => {
      const id = String(properties["id"]);
      return !changed.has(id) && !removed.has(id);
    });
    for (const { properties } of same) groupIds.add(String(properties["id"]));
    await stage(context, together(same.map((group) => sameGroup(group, tenantId))));
  }
  for (const group of changed.values()) {
    groupIds.add(group.id);
    await stage(context, groupOf(group, tenantId));
  }
}
