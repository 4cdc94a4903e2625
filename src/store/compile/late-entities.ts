import type { Plan } from "../../j1ql/plan.ts";
import { type CompileOptions, contextOf, withParts } from "./context.ts";
import { innerPlans } from "./inner-plans.ts";
import type { Statement } from "./statement.ts";
import { selected, wholeEntity } from "./whole.ts";

// Ids of one type are mostly close together. More pieces than this are no cheaper to look through than what is between.
const mostRanges = 8;

// So many are looked through faster than they are hashed.
const fewIds = 500;

type Range = readonly [least: number, greatest: number];

/** Few ranges that cover ids in ascending order, cut where the gaps are widest. */
function rangesOf(ids: readonly number[]): readonly Range[] {
  const gaps = ids.slice(1).map((id, at) => ({ at, width: id - (ids[at] ?? id) }));
  const cuts = gaps
    .toSorted((one, other) => other.width - one.width)
    .slice(0, mostRanges - 1)
    .map(({ at }) => at)
    .toSorted((one, other) => one - other);
  const ends = [...cuts, ids.length - 1];
  return ends.map((end, index) => {
    const start = index === 0 ? 0 : (ends[index - 1] ?? 0) + 1;
    return [ids[start] ?? 0, ids[end] ?? 0];
  });
}

/**
 * The statement that reads whole entities by their ids, of the graph that a plan looks at. Ranges of ids are all that DuckDB
 * looks at before it unpacks a row; joined to the ids it would unpack every entity there is.
 */
export function lateEntities(
  plan: Plan,
  options: CompileOptions,
  ids: readonly number[],
): Statement {
  const context = contextOf(plan, options, innerPlans());
  const ascending = [...new Set(ids)].toSorted((one, other) => one - other);
  const near = rangesOf(ascending).map(([from, to]) => `x.id BETWEEN ${from} AND ${to}`);
  const listed = ascending.join(", ");
  const among =
    ascending.length <= fewIds
      ? `list_contains(CAST([${listed}] AS BIGINT[]), x.id)`
      : `x.id IN (${listed})`;
  const columns = selected(wholeEntity(context, "x", "")).join(", ");
  const sql = `SELECT ${columns} FROM ${context.entity} x WHERE (${near.join(" OR ")}) AND ${among}`;
  return context.binder.statement(withParts(context, sql));
}
