import type { EpochMs } from "../../base/clock.ts";
import type { Catalogue } from "../../j1ql/catalogue.ts";
import type { Plan } from "../../j1ql/plan.ts";
import { type Reach, reachOf } from "../../j1ql/reach.ts";
import type { Dialect } from "./dialect.ts";
import { duckdb } from "./duckdb.ts";
import { graphOf, graphParts, tableOf } from "./graph-view.ts";
import { Binder } from "./statement.ts";

/** The engines that a plan compiles for. */
type DialectName = "duckdb";

const dialects: Readonly<Record<DialectName, Dialect>> = { duckdb };

/** How to compile a plan. */
export interface CompileOptions {
  readonly dialect: DialectName;
  /** The present moment; with `asOf`, that one. */
  readonly now: EpochMs;
  /** The graph as it was then. The catalogue, which describes the present, is not used then. */
  readonly asOf?: EpochMs | undefined;
  /** What the graph holds: rules out types and directions that do not exist. */
  readonly catalogue?: Catalogue | undefined;
  /** At most this many rows, besides the plan's own limit. */
  readonly limit?: number | undefined;
  /** Only this instance's part of the graph. */
  readonly instanceId?: number | undefined;
}

/** A compilation in progress. */
export interface Context {
  readonly plan: Plan;
  readonly dialect: Dialect;
  readonly binder: Binder;
  readonly now: EpochMs;
  readonly limit: number | null;
  readonly instanceId: number | null;
  readonly known: { readonly catalogue: Catalogue; readonly reach: Reach } | null;
  /** Tables (or named parts of the statement) that hold the graph at the moment asked for. */
  readonly entity: string;
  readonly relationship: string;
  /** Named parts of the statement, in order. */
  readonly parts: string[];
}

/** Begins a compilation. */
export function contextOf(plan: Plan, options: CompileOptions): Context {
  const { asOf, catalogue } = options;
  const graph = graphOf(plan, asOf);
  const context: Context = {
    plan,
    dialect: dialects[options.dialect],
    binder: new Binder(),
    now: asOf ?? options.now,
    limit: limitOf(plan, options),
    instanceId: options.instanceId ?? null,
    known:
      catalogue === undefined || graph !== "now"
        ? null
        : { catalogue, reach: reachOf(plan, catalogue) },
    entity: tableOf("entity", graph),
    relationship: tableOf("relationship", graph),
    parts: [],
  };
  context.parts.push(...graphParts(context.binder, graph, asOf));
  return context;
}

function limitOf(plan: Plan, { limit }: CompileOptions): number | null {
  if (limit === undefined) return plan.limit;
  return plan.limit === null ? limit : Math.min(plan.limit, limit);
}

/** Names a part of the statement, to be used in it several times. */
export function addPart(context: Context, name: string, sql: string): string {
  const unique = `${name}${context.parts.length}`;
  context.parts.push(`${unique} AS MATERIALIZED (${sql})`);
  return unique;
}

/** The whole statement: its named parts, then what reads them. */
export function withParts({ parts }: Context, sql: string): string {
  return parts.length === 0 ? sql : `WITH ${parts.join(",\n")}\n${sql}`;
}
