import type { PropertyKinds } from "../j1ql/catalogue.ts";
import type { ApplyPlan } from "./apply-plan.ts";
import type { Dialect } from "./dialect.ts";
import type { Row, Session } from "./session.ts";
import { readTexts } from "./stored.ts";

const structuresOf = (dialect: Dialect, half: number): string => `
  select type, classes, ${dialect.structureOf("properties")} as structure from entity
  where instance_id = ? and id % 2 = ${half}`;

// Thousands of entities have few different structures: those are told apart by the database, and read here. Finding them
// is what costs, so each half is given to a core: DuckDB would take one for a hundred thousand rows.
const structures = (dialect: Dialect): string => `
  select type, classes, structure, count(*) as count
  from (${structuresOf(dialect, 0)} union all ${structuresOf(dialect, 1)}) each
  group by type, classes, structure order by type, classes`;

const relationshipShapes = `
  insert into shape_relationship (instance_id, type, verb, from_type, to_type, count)
  select ?, r.type, r.verb, f.type, t.type, count(*)
  from relationship r join entity f on f.id = r.from_id join entity t on t.id = r.to_id
  where r.instance_id = ? group by r.type, r.verb, f.type, t.type`;

type Kind = keyof PropertyKinds;

interface Shape {
  readonly type: string;
  readonly classes: readonly string[];
  readonly properties: Map<string, PropertyKinds>;
  count: number;
}

// DuckDB has several kinds of number and writes lists as lists; PostgreSQL calls them arrays.
const kindNames: Readonly<Record<string, Kind>> = {
  VARCHAR: "string",
  string: "string",
  BOOLEAN: "boolean",
  boolean: "boolean",
  NULL: "null",
  null: "null",
  array: "list",
};

function kindOf(structure: unknown): Kind {
  if (typeof structure !== "string") return "list";
  return kindNames[structure] ?? "number";
}

function addStructure(shape: Shape, structure: unknown, count: number): void {
  shape.count += count;
  if (typeof structure !== "object" || structure === null) return;
  for (const [name, kind] of Object.entries(structure)) {
    const kinds = shape.properties.get(name) ?? {};
    const of = kindOf(kind);
    shape.properties.set(name, { ...kinds, [of]: (kinds[of] ?? 0) + count });
  }
}

/** The shapes of rows that come in order of type and classes. */
function shapesOf(rows: readonly Row[]): Shape[] {
  const shapes = new Map<string, Shape>();
  for (const row of rows) {
    const type = String(row["type"]);
    const classes = readTexts(row["classes"]);
    const id = JSON.stringify([type, classes]);
    const shape = shapes.get(id) ?? { type, classes, properties: new Map(), count: 0 };
    shapes.set(id, shape);
    addStructure(shape, JSON.parse(String(row["structure"])), Number(row["count"]));
  }
  return [...shapes.values()];
}

async function writeEntityShapes(session: Session, instanceId: number): Promise<void> {
  await session.run("delete from shape_entity where instance_id = ?", [instanceId]);
  for (const { type, classes, count, properties } of shapesOf(
    await session.all(structures(session.dialect), [instanceId, instanceId]),
  )) {
    const names = [...properties].toSorted(([a], [b]) => (a < b ? -1 : 1));
    await session.run(
      "insert into shape_entity (instance_id, type, classes, count, properties) values (?, ?, ?::text[], ?, ?)",
      [instanceId, type, classes, count, JSON.stringify(Object.fromEntries(names))],
    );
  }
}

/** Of an apply, what its shapes need. */
interface ShapePlan {
  readonly session: Session;
  readonly run: Pick<ApplyPlan["run"], "instanceId">;
}

/**
 * Writes anew what the instance's graph holds: which types, how many, with which properties. All of it, so that the next run
 * mends what was damaged.
 */
export async function writeShape({ session, run }: ShapePlan): Promise<void> {
  const { instanceId } = run;
  await writeEntityShapes(session, instanceId);
  await session.run("delete from shape_relationship where instance_id = ?", [instanceId]);
  await session.run(relationshipShapes, [instanceId, instanceId]);
}
