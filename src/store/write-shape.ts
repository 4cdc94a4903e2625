import type { PropertyKinds } from "../j1ql/catalogue.ts";
import type { ApplyPlan } from "./apply-plan.ts";
import type { Dialect } from "./dialect.ts";
import type { Row, Session } from "./session.ts";
import type { PropertyKind, ShapeBook, Structure } from "./shape-book.ts";
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

// Of a first run, structures stand beside the staged rows: no entity need be looked at again.
const stagedStructures = `
  select s.type, s.classes, s.shape, count(*) as count
  from stage_entity s join entity_action a on a.seq = s.seq where a.action = 'create'
  group by s.type, s.classes, s.shape order by s.type, s.classes`;

interface Shape {
  readonly type: string;
  readonly classes: readonly string[];
  readonly properties: Map<string, PropertyKinds>;
  count: number;
}

// DuckDB has several kinds of number and writes lists as lists; PostgreSQL calls them arrays.
const kindNames: Readonly<Record<string, PropertyKind>> = {
  VARCHAR: "string",
  string: "string",
  BOOLEAN: "boolean",
  boolean: "boolean",
  NULL: "null",
  null: "null",
  array: "list",
};

function kindOf(structure: unknown): PropertyKind {
  if (typeof structure !== "string") return "list";
  return kindNames[structure] ?? "number";
}

function addStructure(shape: Shape, structure: Structure, count: number): void {
  shape.count += count;
  for (const [name, kind] of structure) {
    const kinds = shape.properties.get(name) ?? {};
    shape.properties.set(name, { ...kinds, [kind]: (kinds[kind] ?? 0) + count });
  }
}

/** A structure as the database found it. */
function foundStructure(row: Row): Structure {
  const structure: unknown = JSON.parse(String(row["structure"]));
  if (typeof structure !== "object" || structure === null) return [];
  return Object.entries(structure).map(([name, kind]) => [name, kindOf(kind)]);
}

/** The shapes of rows that come in order of type and classes. */
function shapesOf(rows: readonly Row[], structureOf: (row: Row) => Structure): Shape[] {
  const shapes = new Map<string, Shape>();
  for (const row of rows) {
    const type = String(row["type"]);
    const classes = readTexts(row["classes"]);
    const id = JSON.stringify([type, classes]);
    const shape = shapes.get(id) ?? { type, classes, properties: new Map(), count: 0 };
    shapes.set(id, shape);
    addStructure(shape, structureOf(row), Number(row["count"]));
  }
  return [...shapes.values()];
}

async function isFirst(session: Session): Promise<boolean> {
  return (await session.all("select 1 from entity_state limit 1")).length === 0;
}

async function entityShapes({ session, run }: ShapePlan, staged?: ShapeBook): Promise<Shape[]> {
  if (staged !== undefined && (await isFirst(session))) {
    const rows = await session.all(stagedStructures);
    return shapesOf(rows, (row) => staged.structure(Number(row["shape"])));
  }
  const { instanceId } = run;
  const rows = await session.all(structures(session.dialect), [instanceId, instanceId]);
  return shapesOf(rows, foundStructure);
}

async function writeEntityShapes(plan: ShapePlan, staged?: ShapeBook): Promise<void> {
  const { session } = plan;
  const { instanceId } = plan.run;
  await session.run("delete from shape_entity where instance_id = ?", [instanceId]);
  for (const { type, classes, count, properties } of await entityShapes(plan, staged)) {
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
 * mends what was damaged. `staged` are the structures of what is staged; without, the graph itself is looked at.
 */
export async function writeShape(plan: ShapePlan, staged?: ShapeBook): Promise<void> {
  const { session } = plan;
  const { instanceId } = plan.run;
  await writeEntityShapes(plan, staged);
  await session.run("delete from shape_relationship where instance_id = ?", [instanceId]);
  await session.run(relationshipShapes, [instanceId, instanceId]);
}
