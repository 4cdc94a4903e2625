import type { PlanValue } from "../../j1ql/plan.ts";
import { addPart, type Context, withParts } from "./context.ts";
import { needsOf } from "./needs.ts";
import { limitSql, orderable, orderBySelected, type RowOrder, type SortKey } from "./order.ts";
import { outputOf, type TableOutput } from "./output.ts";
import { type Paths, pathsOf } from "./paths.ts";
import { predicateSql } from "./predicate.ts";
import { pushDown } from "./pushdown.ts";
import { nothing, type Term } from "./term.ts";
import { unwound } from "./unwind.ts";

/** A table's SQL and what its columns hold. */
export interface CompiledTable {
  readonly sql: string;
  readonly output: TableOutput;
}

/** The paths of a plan, and all conditions on them. */
export interface Matching {
  readonly paths: Paths;
  readonly conditions: readonly string[];
}

/** Joins the paths of a plan so that these values can be read. */
export function matchingPaths(
  context: Context,
  values: readonly PlanValue[],
  how: { readonly asSet: boolean; readonly placed: boolean },
): Matching {
  const { filters, rest } = pushDown(context.plan);
  const joined = pathsOf(context, { filters, needs: needsOf(values, rest), ...how });
  const paths = unwound(context, joined);
  const further = rest.map((predicate) => predicateSql(context, paths.reader, predicate));
  return { paths, conditions: [...paths.conditions, ...further] };
}

/** All rows of a table and how to show a page of them. */
export interface PageInput {
  /** SQL for all rows. */
  readonly rows: string;
  readonly keys: readonly SortKey[];
  /** Columns that settle the order where the keys do not. */
  readonly tieBreakers: readonly string[];
  /** What each column of the plan is, in terms of the page `p` and the joins. */
  readonly terms: readonly Term[];
  readonly joins: readonly string[];
}

/** A page of a table under construction: named parts with all its rows and with those of the page. */
export interface TablePage extends Pick<PageInput, "terms" | "joins"> {
  readonly matched: string;
  readonly page: string;
  readonly order: RowOrder;
}

/** Names the parts of a page. */
export function tablePage(context: Context, input: PageInput): TablePage {
  const { rows, keys, tieBreakers, terms, joins } = input;
  const order: RowOrder = orderBySelected(keys, tieBreakers);
  const matched = addPart(context, "matched", rows);
  const paged = `SELECT m.* FROM ${matched} m${order("m")}${limitSql(context)}`;
  return { matched, page: addPart(context, "page", paged), order, terms, joins };
}

/** SQL for one page of a table, with the number of all its rows in `total`. */
export function pageSql(context: Context, table: TablePage): CompiledTable {
  const { matched, page, order, terms, joins } = table;
  const output = outputOf(context, terms);
  const total = `CAST((SELECT count(*) FROM ${matched}) AS DOUBLE PRECISION) AS total`;
  const selected = [total, "p.present AS present", ...output.columns];
  const all = [...joins, ...output.joins].map((join) => ` ${join}`).join("");
  // The one row at the left carries the total even where the page is empty.
  const from = `(SELECT 1) one LEFT JOIN (SELECT *, TRUE AS present FROM ${page}) p ON TRUE${all}`;
  const sql = withParts(context, `SELECT ${selected.join(", ")} FROM ${from}${order("p")}`);
  return { sql, output: output.table };
}

/** Terms under the names `c0`, `c1`, …, to be selected. */
export function selectedTerms(context: Context, terms: readonly Term[]): readonly string[] {
  return terms.map((term, index) => `${orderable(context, term)} AS c${index}`);
}

/** A term that was selected under the name `c<index>`; `prefix` is such as `p.`. */
export function selectedTerm(terms: readonly Term[], index: number, prefix = ""): Term {
  const { kind } = terms[index] ?? nothing;
  return kind === "nothing" ? nothing : { kind, sql: `${prefix}c${index}` };
}

/** The names of all selected terms, from left to right. */
export function selectedNames(terms: readonly Term[]): readonly string[] {
  return terms.map((_, index) => `c${index}`);
}
