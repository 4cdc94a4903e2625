import type { Plan, PlanValue } from "../j1ql/plan.ts";
import type { Cell, QueryResult, ResultEdge, ResultEntity } from "../j1ql/result.ts";
import type { Data } from "./expression/expression.ts";

/** A result that can be found again in the next evaluation. */
export interface RuleRow {
  readonly key: string;
  /** What people call it. */
  readonly label: string;
  readonly data: Data;
  /** The whole entities in it. */
  readonly entities: readonly FoundEntity[];
}

/** An entity that a rule's query found. */
interface FoundEntity {
  readonly instanceId: number;
  readonly key: string;
}

/** What a rule's query found. */
export interface RuleRows {
  /** All results, also those that are not among the rows. */
  readonly total: number;
  readonly rows: readonly RuleRow[];
}

/** As many results as are told apart; more are only counted. */
export const mostRows = 10_000;

const longestLabel = 200;

/** An entity or relationship flat, as JupiterOne's templates want it: properties first, then the metadata. */
function flat(whole: ResultEntity | ResultEdge): Data {
  const metadata = "entity" in whole ? whole.entity : whole.relationship;
  return { ...metadata, ...whole.properties, id: whole.id };
}

function entityRow({ id, entity, properties }: ResultEntity): RuleRow {
  return {
    key: `${entity._integrationInstanceId}|${entity._key}`,
    label: entity.displayName,
    data: flat({ id, entity, properties }),
    entities: [foundOf(entity)],
  };
}

function foundOf({ _integrationInstanceId, _key }: ResultEntity["entity"]): FoundEntity {
  return { instanceId: Number(_integrationInstanceId), key: _key };
}

function isWhole(cell: Cell): cell is ResultEntity | ResultEdge {
  return typeof cell === "object" && cell !== null && !Array.isArray(cell);
}

function dataOf(cell: Cell): Data {
  return isWhole(cell) ? flat(cell) : cell;
}

function labelOf(cell: Cell): string {
  if (!isWhole(cell)) return cell === null ? "" : String(cell);
  return "entity" in cell ? cell.entity.displayName : cell.relationship.displayName;
}

function identityOf(cell: Cell): unknown {
  if (!isWhole(cell)) return cell;
  if ("relationship" in cell) return cell.relationship._key;
  return `${cell.entity._integrationInstanceId}|${cell.entity._key}`;
}

function isAggregate(value: PlanValue): boolean {
  if (value.kind === "aggregate") return true;
  if (value.kind === "call") return value.of.some(isAggregate);
  return value.kind === "arithmetic" && (isAggregate(value.left) || isAggregate(value.right));
}

/** What measures a row rather than naming it: it may differ each time. */
function isMeasure(cell: Cell | undefined): boolean {
  return typeof cell === "number" || cell === undefined;
}

type TableRow = Readonly<Record<string, Cell>>;

function keyColumns(
  plan: Plan,
  columns: readonly string[],
  rows: readonly TableRow[],
): readonly string[] {
  const aggregates = plan.columns.flatMap(({ name, value }) => (isAggregate(value) ? [name] : []));
  const plain = columns.filter((name) => !aggregates.includes(name));
  const naming = plain.filter((name) => rows.some((row) => !isMeasure(row[name] ?? undefined)));
  return naming.length > 0 ? naming : plain;
}

function tableRows(
  { columns, data }: Extract<QueryResult, { type: "table" }>,
  plan: Plan,
  rowKey: readonly string[] | undefined,
): RuleRow[] {
  const names = rowKey ?? keyColumns(plan, columns, data);
  return data.map((row) => ({
    key: JSON.stringify(names.map((name) => identityOf(row[name] ?? null))),
    label: names
      .map((name) => labelOf(row[name] ?? null))
      .filter((text) => text !== "")
      .join(", ")
      .slice(0, longestLabel),
    data: Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, dataOf(cell)])),
    entities: Object.values(row).flatMap((cell) =>
      isWhole(cell) && "entity" in cell ? [foundOf(cell.entity)] : [],
    ),
  }));
}

function distinct(rows: readonly RuleRow[]): readonly RuleRow[] {
  return [...new Map(rows.map((row) => [row.key, row])).values()];
}

/** An answer's rows, each with a key that stays the same while what it speaks of does. */
export function ruleRowsOf(
  result: QueryResult,
  plan: Plan,
  rowKey: readonly string[] | undefined,
): RuleRows {
  const total = result.totalCount;
  switch (result.type) {
    case "list":
      return { total, rows: distinct(result.data.map(entityRow)) };
    case "table":
      return { total, rows: distinct(tableRows(result, plan, rowKey)) };
    case "tree": {
      const starts = result.data.vertices.filter(({ layer }) => layer === 0);
      return { total, rows: distinct(starts.map(entityRow)) };
    }
  }
}
