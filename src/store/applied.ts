import type { EpochMs } from "../base/clock.ts";
import type { ApplyPlan } from "./apply-plan.ts";
import type { Row } from "./session.ts";

/** What a run did to one type. */
export interface AppliedType {
  readonly kind: "entity" | "relationship";
  readonly created: number;
  readonly updated: number;
  /** Only volatile properties or the raw record differ: no version, no change. */
  readonly touched: number;
  readonly deleted: number;
  /** Unchanged. */
  readonly kept: number;
  /** Deletions held back. */
  readonly held: number;
}

/** What a run did. */
export interface Applied {
  readonly byType: ReadonlyMap<string, AppliedType>;
  /** Staged edges that lead to nothing, by type: left out. */
  readonly dangling: ReadonlyMap<string, number>;
  /** Objects that came several times with different content and were not joined, by type: the first was taken. */
  readonly conflicts: ReadonlyMap<string, number>;
  /** The first applied run of its instance. */
  readonly baseline: boolean;
  /** The begin of the new versions; later than every earlier run's, even if the clock went back. */
  readonly observedOn: EpochMs;
}

const entityCounts = `
  select type, action, count(*) as count from entity_action group by type, action
  union all
  select c.type, 'keep', count(*) from entity_state c
  where not exists (select 1 from entity_action a where a.id = c.id) group by c.type`;

const relationshipCounts = `
  with counted as (
    select y.type, a.action, count(*) as count
    from relationship_action a join stage_type y on y.n = a.type_n group by y.type, a.action
    union all
    select type, action, count from relationship_fresh)
  select type, action, count from counted
  union all
  select t.type, 'keep', t.count - coalesce(sum(c.count), 0)
  from relationship_total t left join counted c on c.type = t.type and c.action not in ('create', 'dangling')
  group by t.type, t.count`;

const fields: Readonly<Record<string, Exclude<keyof AppliedType, "kind">>> = {
  create: "created",
  update: "updated",
  touch: "touched",
  delete: "deleted",
  keep: "kept",
  held: "held",
};

function tally(byType: Map<string, AppliedType>, kind: AppliedType["kind"], row: Row): void {
  const field = fields[String(row["action"])];
  if (field === undefined) return;
  const type = String(row["type"]);
  const none = { kind, created: 0, updated: 0, touched: 0, deleted: 0, kept: 0, held: 0 };
  const so = byType.get(type) ?? none;
  byType.set(type, { ...so, [field]: so[field] + Number(row["count"]) });
}

/** Counts what an apply did, before its working tables vanish. */
export async function countApplied(
  plan: ApplyPlan,
  conflicts: ReadonlyMap<string, number>,
): Promise<Applied> {
  const { session, baseline, observedOn } = plan;
  const byType = new Map<string, AppliedType>();
  for (const row of await session.all(`${entityCounts} order by 1`)) tally(byType, "entity", row);
  const rows = await session.all(`${relationshipCounts} order by 1`);
  for (const row of rows) tally(byType, "relationship", row);
  const dangling = rows.filter((row) => row["action"] === "dangling");
  return {
    byType,
    dangling: new Map(dangling.map((row) => [String(row["type"]), Number(row["count"])])),
    conflicts: new Map(conflicts),
    baseline,
    observedOn,
  };
}
