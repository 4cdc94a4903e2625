import type { EpochMs } from "../../base/clock.ts";
import type { Catalogue } from "../../j1ql/catalogue.ts";
import type { Plan, SlotNumber } from "../../j1ql/plan.ts";
import { type Reach, reachOf } from "../../j1ql/reach.ts";
import type { Dialect } from "./dialect.ts";
import { duckdb } from "./duckdb.ts";
import { graphOf, graphParts, tableOf, taggedPart, taggedTable } from "./graph-view.ts";
import { postgres } from "./postgres.ts";
import { Binder } from "./statement.ts";

/** The engines that a plan compiles for. */
type DialectName = "duckdb" | "postgres";

const dialects: Readonly<Record<DialectName, Dialect>> = { duckdb, postgres };

/** How to compile a plan. */
export interface CompileOptions {
  readonly dialect: DialectName;
  /** The present moment; with `asOf`, that one. */
  readonly now: EpochMs;
  /** The graph as it was then. */
  readonly asOf?: EpochMs | undefined;
  /** What the graph holds, or with `asOf` held at any time: rules out types and directions that do not exist. */
  readonly catalogue?: Catalogue | undefined;
  /** At most this many rows, besides the plan's own limit. */
  readonly limit?: number | undefined;
  /** Only this instance's part of the graph. */
  readonly instanceId?: number | undefined;
  /** Whether rules have given entities tags. */
  readonly isTagged?: boolean | undefined;
}

/** A compilation in progress. */
export interface Context {
  readonly plan: Plan;
  readonly options: CompileOptions;
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
  /** The parts that walk SOMEHOW steps, by the slot of the relationship. */
  readonly walks: Map<SlotNumber, Walk>;
  /** Whether a part refers to itself. */
  readonly recursion: { isUsed: boolean };
  /** How to compile the plans within the plan. */
  readonly inner: InnerPlans;
}

/** Named parts that hold a SOMEHOW step. */
export interface Walk {
  /** The relationships that it can take, oriented: `id`, `near`, `far`. */
  readonly links: string;
  /** How far each entity is from each start: `origin`, `spot`, `depth`. */
  readonly distances: string;
}

/** Compiles plans within a plan. Given from outside, since a query holds conditions and a condition may hold a query. */
export interface InnerPlans {
  /** Names a part with the values in the one column of a plan's table, as JSON texts in `item`. */
  values(context: Context, plan: Plan): string;
  /** Names a part with the ids of the start entities of several plans, in `id`. */
  starts(context: Context, plans: readonly Plan[]): string;
}

/** Begins a compilation. */
export function contextOf(plan: Plan, options: CompileOptions, inner: InnerPlans): Context {
  return {
    ...lookAt(plan, options),
    options,
    dialect: dialects[options.dialect],
    now: options.asOf ?? options.now,
    limit: limitOf(plan, options),
    instanceId: options.instanceId ?? null,
    ...begin(plan, options),
    walks: new Map(),
    recursion: { isUsed: false },
    inner,
  };
}

function begin(plan: Plan, options: CompileOptions): Pick<Context, "binder" | "parts"> {
  const binder = new Binder();
  return { binder, parts: [...partsOf(plan, options, binder)] };
}

/** The named parts that the graph of a plan needs. */
function partsOf(plan: Plan, options: CompileOptions, binder: Binder): readonly string[] {
  const { asOf, dialect, isTagged = false } = options;
  const view = graphOf(plan, asOf);
  const input = { binder, dialect: dialects[dialect], asOf };
  return [...graphParts(view, input), ...(isTagged ? [taggedPart(view, input)] : [])];
}

/** The same compilation for a plan within the plan: its parts and values are those of one statement. */
export function innerContext(context: Context, plan: Plan): Context {
  const { options, binder, parts } = context;
  for (const part of partsOf(plan, options, binder)) {
    if (!parts.includes(part)) parts.push(part);
  }
  return { ...context, ...lookAt(plan, options), limit: plan.limit, walks: new Map() };
}

/** What a plan looks at. */
function lookAt(
  plan: Plan,
  { asOf, catalogue, isTagged = false }: CompileOptions,
): Pick<Context, "plan" | "known" | "entity" | "relationship"> {
  const graph = graphOf(plan, asOf);
  const isKnown = catalogue !== undefined && graph !== "ever";
  return {
    plan,
    known: isKnown ? { catalogue, reach: reachOf(plan, catalogue) } : null,
    entity: isTagged ? taggedTable(graph) : tableOf("entity", graph),
    relationship: tableOf("relationship", graph),
  };
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

/** Names a part that refers to itself by the name it gets. */
export function addRecursivePart(
  { parts, recursion }: Context,
  name: string,
  sql: (self: string) => string,
): string {
  const unique = `${name}${parts.length}`;
  parts.push(`${unique} AS (${sql(unique)})`);
  recursion.isUsed = true;
  return unique;
}

/** The whole statement: its named parts, then what reads them. */
export function withParts({ parts, recursion }: Context, sql: string): string {
  if (parts.length === 0) return sql;
  return `WITH ${recursion.isUsed ? "RECURSIVE " : ""}${parts.join(",\n")}\n${sql}`;
}
