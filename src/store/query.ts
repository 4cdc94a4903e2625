import type { EpochMs } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import type { Catalogue } from "../j1ql/catalogue.ts";
import type { Plan, PlanOrder, PlanValue } from "../j1ql/plan.ts";
import type { QueryResult } from "../j1ql/result.ts";
import { catalogueOf, catalogueStatements, withTagNames } from "./catalogue.ts";
import { compile, type Compiled } from "./compile/compile.ts";
import type { Statement } from "./compile/statement.ts";
import type { Database } from "./database.ts";
import { listTagNames } from "./entity-tags.ts";
import { refuseForgotten } from "./horizon.ts";
import { withPast } from "./past-catalogue.ts";
import { questionFailure } from "./question-failure.ts";
import { resultOf } from "./result-rows.ts";
import type { Row } from "./session.ts";

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

const defaultTimeoutMs = 30_000;

/** Answers a plan from the graph. Throws `Failure`: `query_timeout`, `query_cancelled`. */
export async function runQuery(
  db: Database,
  plan: Plan,
  options: QueryOptions,
): Promise<QueryResult> {
  refuseCancelled(options);
  const compiled = await compileFor(db, plan, options);
  refuseCancelled(options);
  try {
    return resultOf(compiled, await rowsOf(db, compiled, options));
  } catch (error) {
    throw questionFailure(plan, error) ?? error;
  }
}

/** The rows of a statement, which can write nothing; of a past moment only if its history is still there. */
export async function rowsOf(
  db: Database,
  { sql, values, late }: Pick<Compiled, "sql" | "values" | "late">,
  { asOf, signal, timeoutMs = defaultTimeoutMs }: QueryOptions,
): Promise<readonly Row[]> {
  const bound = db.dialect.boundQuestion({ timeoutMs, isPast: asOf !== undefined });
  const find = () =>
    db.reading(async (session): Promise<readonly Row[]> => {
      if (bound !== null) await session.all(bound);
      await refuseForgotten(session, asOf);
      const rows = await session.all(sql, values, { signal, timeoutMs });
      const read = ({ sql, values }: Statement) => session.all(sql, values, { signal, timeoutMs });
      return late === undefined ? rows : withEntities(rows, (ids) => read(late(ids)));
    }, signal);
  return db.remembered({ sql, values, signal }, find);
}

/** Rows of a tree with the entities that they name by their ids. */
async function withEntities(
  rows: readonly Row[],
  read: (ids: readonly number[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const named = rows.filter(({ part }) => part === "vertex");
  if (named.length === 0) return rows;
  const whole = await read(named.map(({ id }) => Number(id)));
  const byId = new Map(whole.map((row) => [row["id"], row]));
  return rows.flatMap((row) => {
    if (row["part"] !== "vertex") return [row];
    const entity = byId.get(row["id"]);
    return entity === undefined ? [] : [{ ...row, ...entity }];
  });
}

function refuseCancelled({ signal }: QueryOptions): void {
  if (signal?.aborted !== true) return;
  throw new Failure("The query was cancelled.", { code: "query_cancelled", retryable: true });
}

/** What the current graph holds, in all instances or in one. */
export async function readCatalogue(db: Database, instanceId?: number): Promise<Catalogue> {
  const values = instanceId === undefined ? [] : [instanceId];
  const { entities, relationships } = catalogueStatements(instanceId !== undefined);
  const [entityRows, relationshipRows, tagNames] = await Promise.all([
    db.all(entities, values),
    db.all(relationships, values),
    listTagNames(db),
  ]);
  return withTagNames(catalogueOf(entityRows, relationshipRows), tagNames);
}

/** A plan as the statement that answers it. */
export async function compileFor(
  db: Database,
  plan: Plan,
  options: QueryOptions,
): Promise<Compiled> {
  const { now, asOf, limit, instanceId } = options;
  const present = await readCatalogue(db, instanceId);
  const catalogue =
    asOf === undefined ? present : await withPast(db, { catalogue: present, instanceId });
  const asked = options.asTree === true ? asTree(plan) : plan;
  const { isTagged = false } = present;
  const how = { dialect: db.dialect.name, now, asOf, limit, instanceId, catalogue, isTagged };
  return compile(asked, how);
}

/** The same path, answered with what was traversed. */
function asTree(plan: Plan): Plan {
  const order = plan.order.filter(isOfStart);
  return { ...plan, result: "tree", unique: false, columns: [], having: null, order };
}

function isOfStart({ value }: PlanOrder): boolean {
  return readsOnlyStart(value);
}

function readsOnlyStart(value: PlanValue): boolean {
  return value.kind === "property" && value.slot === 0;
}
