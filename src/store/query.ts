import type { EpochMs } from "../base/clock.ts";
import type { Catalogue } from "../j1ql/catalogue.ts";
import type { Plan } from "../j1ql/plan.ts";
import type { QueryResult } from "../j1ql/result.ts";
import type { Database } from "./database.ts";

/** How to answer a plan. */
export interface QueryOptions {
  /** The present moment, for `date.now`. */
  readonly now: EpochMs;
  /** Answer as the graph was then; `date.now` is then, too. */
  readonly asOf?: EpochMs | undefined;
  /** At most this many rows (start entities of a tree), besides the query's own LIMIT. */
  readonly limit?: number | undefined;
  /** Answer with what was traversed, whatever the query returns. */
  readonly asTree?: boolean | undefined;
  /** Only this instance's part of the graph. */
  readonly instanceId?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default 30 s. */
  readonly timeoutMs?: number | undefined;
}

/** Answers a plan from the graph. */
export async function runQuery(
  _db: Database,
  _plan: Plan,
  _options: QueryOptions,
): Promise<QueryResult> {
  return { type: "list", data: [], totalCount: 0 };
}

/** What the current graph holds. */
export async function readCatalogue(_db: Database): Promise<Catalogue> {
  return { entities: [], relationships: [] };
}

/** The SQL that a plan becomes, with its values and the engine's own plan. */
export async function explainQuery(
  _db: Database,
  _plan: Plan,
  _options: QueryOptions,
): Promise<string> {
  return "";
}
