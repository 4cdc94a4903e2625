import type { PropertyKinds } from "../j1ql/catalogue.ts";
import { propertiesOf } from "./catalogue.ts";
import type { Row, Session } from "./session.ts";
import { readProperties, readTexts } from "./stored.ts";
import { type Check, findBySql, type Found, Places } from "./verify-check.ts";

interface Recount {
  count: number;
  readonly properties: Map<string, Record<string, number>>;
}

type Shapes = Map<string, Recount>;

function kindOf(value: unknown): keyof PropertyKinds {
  if (value === null) return "null";
  if (typeof value === "string" || typeof value === "boolean" || typeof value === "number")
    return typeof value === "string" ? "string" : typeof value === "number" ? "number" : "boolean";
  return "list";
}

function nameOf(row: Row): string {
  return `${String(row["instance_id"])} ${String(row["type"])} ${readTexts(row["classes"]).join(",")}`;
}

function countRow(shapes: Shapes, row: Row): void {
  const name = nameOf(row);
  const shape = shapes.get(name) ?? { count: 0, properties: new Map() };
  shapes.set(name, shape);
  shape.count++;
  for (const [property, value] of Object.entries(readProperties(row["properties"]))) {
    const kinds = shape.properties.get(property) ?? {};
    const kind = kindOf(value);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    shape.properties.set(property, kinds);
  }
}

function textOf(count: number, properties: Iterable<readonly [string, object]>): string {
  const sorted = [...properties]
    .map(([name, kinds]) => [name, Object.entries(kinds).toSorted(([a], [b]) => (a < b ? -1 : 1))])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return JSON.stringify([count, sorted]);
}

/** Every entity is read and counted anew, property by property. */
async function findEntities(session: Session): Promise<Found> {
  const places = new Places();
  const shapes: Shapes = new Map();
  const sql = "select instance_id, type, classes, properties from entity";
  for await (const rows of session.batches(sql)) for (const row of rows) countRow(shapes, row);
  for (const row of await session.all("select * from shape_entity")) {
    const name = nameOf(row);
    const shape = shapes.get(name);
    shapes.delete(name);
    const told = Object.entries(propertiesOf(JSON.parse(String(row["properties"]))));
    const isSame =
      shape !== undefined &&
      textOf(shape.count, shape.properties) === textOf(Number(row["count"]), told);
    if (!isSame) places.add(name);
  }
  for (const name of shapes.keys()) places.add(name);
  return places.found();
}

const counted = `
  select r.instance_id, r.type, r.verb, f.type as from_type, t.type as to_type, count(*) as count
  from relationship r join entity f on f.id = r.from_id join entity t on t.id = r.to_id
  group by r.instance_id, r.type, r.verb, f.type, t.type`;
const told = "select instance_id, type, verb, from_type, to_type, count from shape_relationship";

const findRelationships = findBySql(
  `select type || ' from ' || from_type || ' to ' || to_type as example
   from ((${counted} except all ${told}) union (${told} except all ${counted})) differing`,
);

/** The catalogue tells what there is. */
export const catalogueCheck: Check = {
  name: "catalogue",
  holds: "The catalogue counts what there is, type by type and property by property",
  todo: "Nothing: the next run writes it anew.",
  async find(session) {
    const one = await findEntities(session);
    const other = await findRelationships(session);
    return {
      count: one.count + other.count,
      examples: [...one.examples, ...other.examples].slice(0, 5),
    };
  },
};
