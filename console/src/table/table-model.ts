import type { ShapeReply } from "../../../src/http/contract.ts";
import type {
  Cell,
  QueryResult,
  ResultEdge,
  ResultEntity,
  Value,
} from "../../../src/j1ql/result.ts";
import { telling } from "./telling.ts";

/** A table to be shown: its columns, and a cell for each in every row. */
export interface TableModel {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** How many rows there are in truth. */
  readonly total: number;
}

/** A row: a cell for each column. */
export interface Row {
  readonly cells: readonly Cell[];
}

/** Names that a row of entities already says, or that say nothing to a reader. */
const redundant = new Set(["displayName", "name", "id", "tag.AccountName"]);

/** A result as tables: a tree is its entities and its relationships. */
export function tablesOf(result: QueryResult): readonly TableModel[] {
  switch (result.type) {
    case "list":
      return [entityTable(result.data, "Entities", result.totalCount)];
    case "table": {
      const { columns, data, totalCount } = result;
      const rows = data.map((row) => {
        return { cells: columns.map((column) => row[column] ?? null) };
      });
      return [{ title: "Rows", columns, rows, total: totalCount }];
    }
    case "tree": {
      const { vertices, edges } = result.data;
      return [entityTable(vertices, "Entities", vertices.length), edgeTable(vertices, edges)];
    }
  }
}

/** The types of the whole graph as tables. */
export function tablesOfShape({ entities, relationships }: ShapeReply): readonly TableModel[] {
  const types = entities.map(({ type, classes, count }) => [type, classes, count] as const);
  const links = relationships.map(({ fromType, verb, toType, count }) => {
    return [fromType, verb, toType, count] as const;
  });
  return [
    plainTable("Entity types", ["Type", "Class", "Entities"], types),
    plainTable("Relationship types", ["From", "Verb", "To", "Relationships"], links),
  ];
}

function plainTable(
  title: string,
  columns: readonly string[],
  cells: readonly (readonly Value[])[],
): TableModel {
  const rows = cells.map((row) => ({ cells: row }));
  return { title, columns, rows, total: rows.length };
}

function entityTable(entities: readonly ResultEntity[], title: string, total: number): TableModel {
  const properties = propertiesOf(entities);
  const types = new Set(entities.flatMap(({ entity }) => entity._type));
  const mixed = types.size > 1;
  const rows = entities.map((entity) => {
    const values = properties.map((name) => entity.properties[name] ?? null);
    return { cells: [entity, ...(mixed ? [entity.entity._type] : []), ...values] };
  });
  const columns = ["Name", ...(mixed ? ["Type"] : []), ...properties];
  return { title: mixed ? title : `${title} of type ${[...types].join()}`, columns, rows, total };
}

function edgeTable(vertices: readonly ResultEntity[], edges: readonly ResultEdge[]): TableModel {
  const byId = new Map(vertices.map((vertex) => [vertex.id, vertex]));
  const rows = edges.map((edge) => {
    const { fromVertexId, relationship, toVertexId } = edge;
    const from = byId.get(fromVertexId) ?? relationship._fromEntityKey;
    const to = byId.get(toVertexId) ?? relationship._toEntityKey;
    return { cells: [from, edge, to] };
  });
  return { title: "Relationships", columns: ["From", "Verb", "To"], rows, total: rows.length };
}

/** The property names in use, the telling ones first, then by name. */
export function propertiesOf(entities: readonly ResultEntity[]): readonly string[] {
  const used = new Set<string>();
  for (const { properties } of entities) {
    for (const [name, value] of Object.entries(properties)) if (!isBlank(value)) used.add(name);
  }
  const place = (name: string): number => {
    const index = telling.indexOf(name);
    return index === -1 ? telling.length : index;
  };
  return [...used]
    .filter((name) => !redundant.has(name))
    .toSorted((a, b) => place(a) - place(b) || a.localeCompare(b));
}

function isBlank(value: Value): boolean {
  return value === null || value === "" || (typeof value === "object" && value.length === 0);
}

/** Whether a cell is an entity and not a value. */
export function isEntity(cell: Cell): cell is ResultEntity {
  return cell !== null && typeof cell === "object" && "entity" in cell;
}

/** Whether a cell is a relationship and not a value. */
export function isEdge(cell: Cell): cell is ResultEdge {
  return cell !== null && typeof cell === "object" && "relationship" in cell;
}

/** Words that stand for a degree, in their order. */
const degrees = ["none", "informational", "low", "medium", "high", "critical"];

/** The order of two cells: numbers by size, degrees by degree, then other text by the alphabet, what is absent last. */
export function compareCells(a: Cell, b: Cell): number {
  const [left, right] = [sortable(a), sortable(b)];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  if (typeof left === "number" && typeof right === "number") return left - right;
  const [one, other] = [degreeOf(left), degreeOf(right)];
  if (one !== other) return one - other;
  return String(left).localeCompare(String(right), undefined, { numeric: true });
}

/** The same for all text that is no degree. */
function degreeOf(value: string | number): number {
  const index = degrees.indexOf(String(value).toLowerCase());
  return index === -1 ? degrees.length : index;
}

function sortable(cell: Cell): string | number | null {
  if (isEntity(cell)) return cell.entity.displayName;
  if (isEdge(cell)) return cell.relationship._class;
  if (typeof cell === "boolean") return Number(cell);
  return typeof cell === "object" && cell !== null ? cell.join(", ") : cell;
}
