import { holdsAggregate } from "../../j1ql/check-call.ts";
import type { PlanColumn, PlanValue, Predicate } from "../../j1ql/plan.ts";
import { addPart, type Context, withParts } from "./context.ts";
import { needsOf } from "./needs.ts";
import { limitSql, orderBySelected, planKeys, type RowOrder, selectedKeys } from "./order.ts";
import { outputOf, type TableOutput } from "./output.ts";
import { type Paths, pathsOf } from "./paths.ts";
import { predicateSql } from "./predicate.ts";
import { pushDown } from "./pushdown.ts";
import { whereSql } from "./scan.ts";
import { rowRef } from "./slot-ref.ts";
import { nothing, type Term } from "./term.ts";
import { type Reader, valueTerm } from "./value.ts";

/** A table's SQL and what its columns hold. */
export interface CompiledTable {
  readonly sql: string;
  readonly output: TableOutput;
}

/** SQL for a table. Values that only the page shows are read for the rows of the page only. */
export function compileTable(context: Context): CompiledTable {
  const { plan } = context;
  const isGrouped = plan.columns.some(({ value }) => holdsAggregate(value));
  const whole = plan.unique || isGrouped || plan.having !== null;
  return whole ? compileWhole(context, isGrouped) : compilePaged(context);
}

interface Prepared {
  readonly paths: Paths;
  readonly conditions: readonly string[];
}

function prepare(
  context: Context,
  values: readonly PlanValue[],
  how: { readonly asSet: boolean; readonly placed: boolean },
): Prepared {
  const { filters, rest } = pushDown(context.plan);
  const paths = pathsOf(context, { filters, needs: needsOf(values, rest), ...how });
  const further = rest.map((one: Predicate) => predicateSql(context, paths.reader, one));
  return { paths, conditions: [...paths.conditions, ...further] };
}

/** One row per path: the ids of a page first, the values of its rows then. */
function compilePaged(context: Context): CompiledTable {
  const { plan } = context;
  const ordered = plan.order.map(({ value }) => resolveColumns(value, plan.columns));
  // The slots that the columns show, but not yet their properties.
  const shown = [...needsOf(plan.columns.map(({ value }) => value)).keys()];
  const wholes = shown.map((slot): PlanValue => ({ kind: "whole", slot }));
  const { paths, conditions } = prepare(context, [...ordered, ...wholes], {
    asSet: false,
    placed: true,
  });
  const order = plan.order.map((key, index) => ({ ...key, value: ordered[index] ?? key.value }));
  const keys = planKeys(context, paths.reader, order);
  const ids = shown.map((slot) => `${paths.reader.id(slot) ?? "CAST(NULL AS BIGINT)"} AS s${slot}`);
  const selected = [`${paths.place} AS place`, ...selectedKeys(keys), ...ids];
  const sql = `SELECT ${selected.join(", ")} FROM ${paths.from}${whereSql(conditions)}`;
  const matched = addPart(context, "matched", sql);
  const by = orderBySelected(keys, ["place", ...shown.map((slot) => `s${slot}`)]);
  return readPage(context, { matched, order: by, shown });
}

/** Replaces references to columns by what the columns are. */
function resolveColumns(value: PlanValue, columns: readonly PlanColumn[]): PlanValue {
  switch (value.kind) {
    case "column":
      return columns[value.index]?.value ?? { kind: "literal", value: null };
    case "call":
      return { ...value, of: value.of.map((part) => resolveColumns(part, columns)) };
    case "arithmetic": {
      const left = resolveColumns(value.left, columns);
      return { ...value, left, right: resolveColumns(value.right, columns) };
    }
    case "aggregate":
    case "shift":
      return { ...value, of: resolveColumns(value.of, columns) };
    case "literal":
    case "now":
    case "property":
    case "whole":
    case "everything":
      return value;
  }
}

interface PageInput {
  readonly matched: string;
  readonly order: RowOrder;
  readonly shown: readonly number[];
}

function readPage(context: Context, { matched, order, shown }: PageInput): CompiledTable {
  const { plan } = context;
  const paged = `SELECT m.* FROM ${matched} m${order("m")}${limitSql(context)}`;
  const page = addPart(context, "page", paged);
  const reader: Reader = {
    id: (slot) => `p.s${slot}`,
    property: (slot, name) => rowRef(context, { alias: `x${slot}`, slot }).property(name),
    column: () => nothing,
  };
  const terms = plan.columns.map(({ value }) => valueTerm(context, reader, value));
  const joins = shown.map((slot) => {
    const isEdge = plan.slots[slot]?.kind === "edge";
    const table = isEdge ? context.relationship : context.entity;
    return `LEFT JOIN ${table} x${slot} ON x${slot}.id = p.s${slot}`;
  });
  return finish(context, { matched, page, order, terms, joins });
}

/** Rows that must be whole before they can be told apart, grouped or filtered. */
function compileWhole(context: Context, isGrouped: boolean): CompiledTable {
  const { plan } = context;
  const ordered = plan.order.map(({ value }) => value);
  const values = [...plan.columns.map(({ value }) => value), ...ordered];
  const asSet = plan.unique || isGrouped;
  const { paths, conditions } = prepare(context, values, { asSet, placed: false });
  const terms = plan.columns.map(({ value }) => valueTerm(context, paths.reader, value));
  const columns = terms.map(({ sql }, index) => `${sql} AS c${index}`);
  const reader: Reader = { ...paths.reader, column: (index) => columnTerm(terms, index) };
  const direct = planKeys(
    context,
    { ...reader, column: (index) => terms[index] ?? nothing },
    plan.order,
  );
  // Distinct and grouped rows are ordered by their columns alone, which are named already.
  const keys = asSet ? planKeys(context, reader, plan.order) : direct;
  const read = asSet ? columns : [...columns, ...selectedKeys(direct)];
  const select = plan.unique && !isGrouped ? "SELECT DISTINCT" : "SELECT";
  const grouped = isGrouped ? groupBySql(plan.columns, terms) : "";
  const inner = `${select} ${read.join(", ")} FROM ${paths.from}${whereSql(conditions)}${grouped}`;
  const having = plan.having === null ? "TRUE" : predicateSql(context, reader, plan.having);
  const outer = asSet ? ["r.*", ...selectedKeys(keys)] : ["r.*"];
  const where = having === "TRUE" ? "" : ` WHERE ${having}`;
  const matched = addPart(
    context,
    "matched",
    `SELECT ${outer.join(", ")} FROM (${inner}) r${where}`,
  );
  const order = orderBySelected(
    keys,
    terms.map((_, index) => `c${index}`),
  );
  const paged = `SELECT m.* FROM ${matched} m${order("m")}${limitSql(context)}`;
  const page = addPart(context, "page", paged);
  return finish(context, {
    matched,
    page,
    order,
    joins: [],
    terms: terms.map((_, index) => pageTerm(terms, index)),
  });
}

/** Without a key to group by, everything is one group. */
function groupBySql(columns: readonly PlanColumn[], terms: readonly Term[]): string {
  const keys = columns.flatMap(({ value }, index) => {
    const term = terms[index];
    return holdsAggregate(value) || term === undefined || isConstant(value) ? [] : [term.sql];
  });
  return keys.length === 0 ? "" : ` GROUP BY ${[...new Set(keys)].join(", ")}`;
}

function isConstant(value: PlanValue): boolean {
  return value.kind === "literal" || value.kind === "now";
}

function columnTerm(terms: readonly Term[], index: number): Term {
  const term = terms[index] ?? nothing;
  return term.kind === "nothing" ? term : { ...term, sql: `c${index}` };
}

function pageTerm(terms: readonly Term[], index: number): Term {
  const term = terms[index] ?? nothing;
  return term.kind === "nothing" ? term : { ...term, sql: `p.c${index}` };
}

interface FinishInput {
  readonly matched: string;
  readonly page: string;
  readonly order: RowOrder;
  /** What each column of the plan is, in terms of the page `p` and the joins. */
  readonly terms: readonly Term[];
  readonly joins: readonly string[];
}

function finish(
  context: Context,
  { matched, page, order, terms, joins }: FinishInput,
): CompiledTable {
  const output = outputOf(context, terms);
  const total = `CAST((SELECT count(*) FROM ${matched}) AS DOUBLE) AS total`;
  const isRow = "p.present AS present";
  const selected = [total, isRow, ...output.columns];
  // The one row at the left carries the total even where the page is empty.
  const from = `(SELECT 1) one LEFT JOIN (SELECT *, TRUE AS present FROM ${page}) p ON TRUE ${[...joins, ...output.joins].join(" ")}`;
  const sql = withParts(context, `SELECT ${selected.join(", ")} FROM ${from}${order("p")}`);
  return { sql, output: output.table };
}
