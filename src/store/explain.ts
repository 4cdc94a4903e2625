import type { Catalogue } from "../j1ql/catalogue.ts";
import type { Plan, SlotNumber } from "../j1ql/plan.ts";
import { type Reach, reachOf } from "../j1ql/reach.ts";
import type { Way } from "../j1ql/ways.ts";
import type { SqlValue } from "./compile/statement.ts";
import type { Database } from "./database.ts";
import { countingPlan, type Stage, stagesOf } from "./explain-stages.ts";
import { compileFor, type QueryOptions, readCatalogue, rowsOf, runQuery } from "./query.ts";

/** A relationship type that a step takes, and whether along or against it. */
interface ExplainedWay {
  readonly type: string;
  readonly direction: "out" | "in";
  readonly fromType: string;
  readonly toType: string;
  /** How many such relationships there are. */
  readonly count: number;
}

/** One step of a path, as it was understood. */
interface ExplainedStep {
  readonly kind: Stage["kind"];
  /** The verbs with their direction and what to find, in words. */
  readonly target: string;
  readonly optional: boolean;
  /** The types that what stands there can have; `null` of the past, of which no catalogue is kept. */
  readonly types: readonly string[] | null;
  /** The relationships that lead there; `null` as above, empty at the start. */
  readonly ways: readonly ExplainedWay[] | null;
  /** At most so many entities can stand there, by the catalogue. */
  readonly estimated: number | null;
  /** So many entities do, on paths up to here. */
  readonly actual: number;
}

/** How a query is answered. */
export interface Explanation {
  readonly result: Plan["result"];
  readonly steps: readonly ExplainedStep[];
  /** The rows of the whole answer; of a tree its start entities. */
  readonly rows: number;
  readonly sql: string;
  readonly values: readonly SqlValue[];
  /** The engine's own plan with the rows and times that it measured, line by line; empty where one instance is asked. */
  readonly measured: readonly string[];
}

/** Answers a query to tell how that was done: step by step, with the statement and what the engine measured. */
export async function explainQuery(
  db: Database,
  plan: Plan,
  options: QueryOptions,
): Promise<Explanation> {
  const { sql, values } = await compileFor(db, plan, options);
  const measured = await measuredOf(db, { sql, values }, options);
  const { totalCount } = await runQuery(db, plan, { ...options, limit: 1 });
  const steps = await stepsOf(db, plan, options);
  return { result: plan.result, steps, rows: totalCount, sql, values, measured };
}

/** The engine's own plan. It tells how many rows the whole graph has, so not to who may see a part of it. */
async function measuredOf(
  db: Database,
  { sql, values }: { readonly sql: string; readonly values: readonly SqlValue[] },
  options: QueryOptions,
): Promise<readonly string[]> {
  if (options.instanceId !== undefined) return [];
  const rows = await rowsOf(db, { sql: `EXPLAIN ANALYZE ${sql}`, values }, options);
  return rows.flatMap((row) => String(Object.values(row).at(-1)).split("\n"));
}

async function stepsOf(
  db: Database,
  plan: Plan,
  options: QueryOptions,
): Promise<readonly ExplainedStep[]> {
  const { asOf, instanceId } = options;
  const isPresent = asOf === undefined && !plan.deleted;
  const catalogue = isPresent ? await readCatalogue(db, instanceId) : null;
  const known = catalogue === null ? null : { catalogue, reach: reachOf(plan, catalogue) };
  const steps: ExplainedStep[] = [];
  for (const stage of stagesOf(plan)) {
    const counted = await runQuery(db, countingPlan(plan, stage), options);
    const actual = counted.type === "table" ? Number(counted.data[0]?.["n"] ?? 0) : 0;
    const { kind, target, optional } = stage;
    steps.push({ kind, target, optional, ...expected(stage, known), actual });
  }
  return steps;
}

interface Known {
  readonly catalogue: Catalogue;
  readonly reach: Reach;
}

function expected(
  { kind, slot, edge, counted }: Stage,
  known: Known | null,
): Pick<ExplainedStep, "types" | "ways" | "estimated"> {
  if (known === null) return { types: null, ways: null, estimated: null };
  const types = known.reach.types.get(slot) ?? new Set<string>();
  const ways = edge === null ? [] : (known.reach.ways.get(edge) ?? []).map(wayOf);
  const most = entitiesAt(known, counted);
  const links = ways.reduce((sum, { count }) => sum + count, 0);
  // A single relationship leads to each; behind a negated step none does.
  const estimated = kind === "hop" ? Math.min(most, links) : most;
  return { types: [...types].toSorted(), ways, estimated };
}

function entitiesAt({ catalogue, reach }: Known, slot: SlotNumber): number {
  const types = reach.types.get(slot) ?? new Set<string>();
  const entities = catalogue.entities.filter(({ type }) => types.has(type));
  return entities.reduce((sum, { count }) => sum + count, 0);
}

function wayOf({ shape, direction }: Way): ExplainedWay {
  const { type, fromType, toType, count } = shape;
  return { type, direction, fromType, toType, count };
}
