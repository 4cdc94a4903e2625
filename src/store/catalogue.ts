import type {
  Catalogue,
  EntityShape,
  PropertyKinds,
  RelationshipShape,
} from "../j1ql/catalogue.ts";
import type { Row } from "./session.ts";

/** The statements that read the catalogue; given an instance (`$1`), of that one alone. */
export function catalogueStatements(ofInstance: boolean): {
  readonly entities: string;
  readonly relationships: string;
} {
  const where = ofInstance ? " WHERE instance_id = $1" : "";
  return {
    entities: `SELECT type, CAST(to_json(classes) AS TEXT) AS classes, CAST(count AS DOUBLE PRECISION) AS count, properties FROM shape_entity${where} ORDER BY type, classes, instance_id`,
    relationships: `SELECT type, verb, from_type, to_type, CAST(sum(count) AS DOUBLE PRECISION) AS count FROM shape_relationship${where} GROUP BY type, verb, from_type, to_type ORDER BY type, from_type, to_type`,
  };
}

// Rows that were given before are the same ones as long as nothing is written.
const shapesOf = new WeakMap<readonly Row[], readonly EntityShape[]>();

/** Makes a catalogue of the rows that its statements gave. */
export function catalogueOf(entities: readonly Row[], relationships: readonly Row[]): Catalogue {
  const shapes = shapesOf.get(entities) ?? mergeShapes(entities);
  shapesOf.set(entities, shapes);
  return { entities: shapes, relationships: relationships.map(relationshipOf) };
}

/** The catalogue of a graph in which rules gave tags of these names: any entity may have one. */
export function withTagNames(catalogue: Catalogue, names: readonly string[]): Catalogue {
  if (names.length === 0) return catalogue;
  const tags = Object.fromEntries(names.map((name) => [`tag.${name}`, { string: 1 }]));
  const entities = catalogue.entities.map((shape) => ({
    ...shape,
    properties: { ...tags, ...shape.properties },
  }));
  return { ...catalogue, entities, isTagged: true };
}

function relationshipOf(row: Row): RelationshipShape {
  return {
    type: String(row["type"]),
    verb: String(row["verb"]),
    fromType: String(row["from_type"]),
    toType: String(row["to_type"]),
    count: Number(row["count"]),
  };
}

/** Several instances hold entities of the same type and classes: one shape with all their properties. */
function mergeShapes(rows: readonly Row[]): readonly EntityShape[] {
  const merged = new Map<string, EntityShape>();
  for (const row of rows) {
    const shape = shapeOf(row);
    const key = JSON.stringify([shape.type, shape.classes]);
    const known = merged.get(key);
    if (known === undefined) merged.set(key, shape);
    else {
      const properties = mergeProperties(known.properties, shape.properties);
      merged.set(key, { ...known, count: known.count + shape.count, properties });
    }
  }
  return [...merged.values()];
}

function shapeOf(row: Row): EntityShape {
  const classes: unknown = JSON.parse(String(row["classes"]));
  const properties: unknown = JSON.parse(String(row["properties"]));
  return {
    type: String(row["type"]),
    classes: Array.isArray(classes) ? classes.map(String) : [],
    count: Number(row["count"]),
    properties: propertiesOf(properties),
  };
}

type Properties = Readonly<Record<string, PropertyKinds>>;

/** The kinds of properties by name, from their JSON. */
export function propertiesOf(parsed: unknown): Properties {
  if (typeof parsed !== "object" || parsed === null) return {};
  return Object.fromEntries(Object.entries(parsed).map(([name, kinds]) => [name, kindsOf(kinds)]));
}

const kindNames = ["string", "number", "boolean", "null", "list"] as const;

function kindsOf(parsed: unknown): PropertyKinds {
  if (typeof parsed !== "object" || parsed === null) return {};
  const counts = new Map(Object.entries(parsed).map(([name, count]) => [name, Number(count)]));
  return Object.fromEntries(
    kindNames.flatMap((name) => (counts.has(name) ? [[name, counts.get(name) ?? 0]] : [])),
  );
}

function mergeProperties(one: Properties, other: Properties): Properties {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...names].map((name) => [name, addKinds(one[name] ?? {}, other[name] ?? {})]),
  );
}

function addKinds(one: PropertyKinds, other: PropertyKinds): PropertyKinds {
  return Object.fromEntries(
    kindNames.flatMap((name) => {
      const sum = (one[name] ?? 0) + (other[name] ?? 0);
      return sum > 0 ? [[name, sum]] : [];
    }),
  );
}
