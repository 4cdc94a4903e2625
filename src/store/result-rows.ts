import type { Cell, QueryResult, ResultEdge, ResultEntity, Value } from "../j1ql/result.ts";
import type { Compiled } from "./compile/compile.ts";
import type { OutputColumn } from "./compile/output.ts";
import type { Row } from "./session.ts";
import { inTreeOrder } from "./tree-order.ts";

/** Makes the answer out of the rows of a compiled plan. */
export function resultOf({ result, output }: Compiled, rows: readonly Row[]): QueryResult {
  switch (result) {
    case "list":
      return listOf(rows);
    case "table":
      return tableOf(output, rows);
    case "tree":
      return treeOf(rows);
  }
}

function listOf(rows: readonly Row[]): QueryResult {
  const data = rows.flatMap((row) => entityOf(row, "") ?? []);
  return { type: "list", data, totalCount: numberAt(rows[0], "total") };
}

function treeOf(rows: readonly Row[]): QueryResult {
  const parts = (part: string): readonly Row[] =>
    inTreeOrder(rows.filter((row) => row["part"] === part));
  const vertices = parts("vertex").flatMap((row) => {
    const entity = entityOf(row, "");
    return entity === null ? [] : [{ ...entity, layer: numberAt(row, "layer") }];
  });
  const keys = new Map(vertices.map(({ id, entity }) => [id, entity._key]));
  const edges = parts("edge").flatMap((row) => edgeOf(row, "", (id) => keys.get(id) ?? "") ?? []);
  const totalCount = numberAt(parts("total")[0], "layer");
  return { type: "tree", data: { vertices, edges }, totalCount };
}

function tableOf(output: readonly OutputColumn[], rows: readonly Row[]): QueryResult {
  const present = rows.filter((row) => row["present"] === true);
  const columns = new Set<string>();
  const data = present.map((row) => {
    const cells = output.flatMap((column) => cellsOf(column, row));
    for (const [name] of cells) columns.add(name);
    return Object.fromEntries(cells);
  });
  // A column stands in the head of an empty table, too; a spread one has no names then.
  for (const { kind, name } of output) if (kind !== "everything") columns.add(name);
  return {
    type: "table",
    columns: [...columns],
    data,
    totalCount: numberAt(rows[0], "total"),
  };
}

function cellsOf(column: OutputColumn, row: Row): readonly (readonly [string, Cell])[] {
  switch (column.kind) {
    case "value":
      return [[column.name, column.isJson ? jsonAt(row, column.from) : plainAt(row, column.from)]];
    case "entity":
      return [[column.name, entityOf(row, `${column.from}_`)]];
    case "relationship":
      return [[column.name, edgeOf(row, `${column.from}_`)]];
    case "everything": {
      const prefix = `${column.from}_`;
      const whole = column.isEdge ? edgeOf(row, prefix) : entityOf(row, prefix);
      return whole === null ? [] : spread(column.name.replace(/\*$/, ""), whole);
    }
  }
}

function spread(
  prefix: string,
  whole: ResultEntity | ResultEdge,
): readonly (readonly [string, Cell])[] {
  const metadata = "entity" in whole ? whole.entity : whole.relationship;
  const all: Readonly<Record<string, Value>> = { ...metadata, ...whole.properties };
  return Object.entries(all).map(([name, value]) => [`${prefix}${name}`, value] as const);
}

function entityOf(row: Row, prefix: string): ResultEntity | null {
  const id = textAt(row, `${prefix}id`);
  if (id === "") return null;
  return {
    id,
    entity: {
      _id: id,
      _key: textAt(row, `${prefix}key`),
      _type: [textAt(row, `${prefix}type`)],
      _class: textsOf(jsonAt(row, `${prefix}classes`)),
      ...versionOf(row, prefix),
      displayName: textAt(row, `${prefix}name`),
    },
    properties: propertiesOf(row, prefix),
  };
}

/** `keyOf`: where the row does not tell the keys of its ends, what they are by their ids. */
function edgeOf(row: Row, prefix: string, keyOf?: (id: string) => string): ResultEdge | null {
  const plainId = textAt(row, `${prefix}id`);
  if (plainId === "") return null;
  const id = `r${plainId}`;
  const verb = textAt(row, `${prefix}verb`);
  const [from = "", to = ""] = (["from", "to"] as const).map(
    (end) => keyOf?.(textAt(row, prefix + end)) ?? textAt(row, `${prefix}${end}_key`),
  );
  return {
    id,
    fromVertexId: textAt(row, `${prefix}from`),
    toVertexId: textAt(row, `${prefix}to`),
    relationship: {
      _id: id,
      _key: `${from}|${verb.toLowerCase()}|${to}`,
      _type: textAt(row, `${prefix}type`),
      _class: verb,
      ...versionOf(row, prefix),
      _fromEntityKey: from,
      _toEntityKey: to,
      displayName: verb,
    },
    properties: propertiesOf(row, prefix),
  };
}

function versionOf(row: Row, prefix: string) {
  const end = row[`${prefix}ended`];
  return {
    ...(typeof end === "number" ? { _deleted: true as const, _endOn: end } : {}),
    _version: numberAt(row, `${prefix}version`),
    _createdOn: numberAt(row, `${prefix}created`),
    _beginOn: numberAt(row, `${prefix}begin`),
    _integrationInstanceId: textAt(row, `${prefix}instance`),
  };
}

function textAt(row: Row, name: string): string {
  const value = row[name];
  return typeof value === "string" ? value : "";
}

function numberAt(row: Row | undefined, name: string): number {
  const value = row?.[name];
  return typeof value === "number" ? value : 0;
}

function propertiesOf(row: Row, prefix: string): Readonly<Record<string, Value>> {
  const parsed: unknown = JSON.parse(textAt(row, `${prefix}properties`) || "{}");
  if (typeof parsed !== "object" || parsed === null) return {};
  if (isInOrder(parsed)) return parsed;
  const entries = Object.entries(parsed).map(([name, value]) => [name, valueOf(value)] as const);
  // PostgreSQL keeps short names first.
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Most are as they are to be. */
function isInOrder(parsed: object): parsed is Readonly<Record<string, Value>> {
  let last = "";
  for (const [name, value] of Object.entries(parsed)) {
    if (name < last || !isScalar(value)) return false;
    last = name;
  }
  return true;
}

function jsonAt(row: Row, name: string): Value {
  const text = row[name];
  return typeof text === "string" ? valueOf(JSON.parse(text)) : null;
}

function plainAt(row: Row, name: string): Value {
  const value = row[name] ?? null;
  // What grew beyond all numbers is none.
  if (typeof value === "number" && !Number.isFinite(value)) return null;
  return typeof value === "object" ? null : value;
}

/** Properties are flat; what is not a value is not there. */
function valueOf(parsed: unknown): Value {
  if (isScalar(parsed)) return parsed;
  return Array.isArray(parsed) ? parsed.filter(isScalar) : null;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function textsOf(value: Value): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
