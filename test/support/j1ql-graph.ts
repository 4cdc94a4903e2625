import type { Properties } from "../../src/graph/entity.ts";
import { relationshipType } from "../../src/graph/relationship.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { writeShape } from "../../src/store/write-shape.ts";
import { newDatabase } from "./postgres.ts";
import { engine } from "./place.ts";

/** An entity of a small graph. */
export interface Node {
  readonly id: number;
  readonly key: string;
  readonly type: string;
  readonly classes: readonly string[];
  readonly displayName: string;
  /** All properties, `displayName` among them. */
  readonly properties: Properties;
  readonly version: number;
  readonly createdOn: number;
  readonly beginOn: number;
  /** When this version ended; absent for a current one. */
  readonly endOn?: number;
  /** Whether it was the last version. */
  readonly deleted?: boolean;
}

/** A relationship of a small graph. */
export interface Edge {
  readonly id: number;
  readonly type: string;
  readonly verb: string;
  readonly from: number;
  readonly to: number;
  readonly properties: Properties;
  readonly version: number;
  readonly createdOn: number;
  readonly beginOn: number;
  readonly endOn?: number;
  readonly deleted?: boolean;
}

/** A graph small enough to hold in the head. */
export interface Graph {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** An entity with defaults: its id in the graph is its place in the list. */
export function node(
  id: number,
  type: string,
  given: Partial<Node> & { readonly properties?: Properties } = {},
): Node {
  const displayName = given.displayName ?? `${type}-${id}`;
  return {
    id,
    key: `${type}:${id}`,
    type,
    classes: [type],
    version: 1,
    createdOn: 1_000,
    beginOn: 1_000,
    ...given,
    displayName,
    properties: { displayName, ...given.properties },
  };
}

/** A relationship with defaults. */
export function edge(
  id: number,
  ends: readonly [Node, string, Node],
  given: Partial<Edge> = {},
): Edge {
  const [from, verb, to] = ends;
  return {
    id,
    type: relationshipType(from.type, verb, to.type),
    verb,
    from: from.id,
    to: to.id,
    properties: {},
    version: 1,
    createdOn: 1_000,
    beginOn: 1_000,
    ...given,
  };
}

/** A database of a test's own. */
export interface TestDatabase {
  readonly db: Database;
  close(): Promise<void>;
}

/** An empty database of the engine that the tests are about: in memory, or on the tests' server. */
export async function emptyDatabase(): Promise<TestDatabase> {
  if (engine === "duckdb") {
    const db = await openDatabase({ path: ":memory:", threads: 1 });
    return { db, close: () => db.close() };
  }
  const own = await newDatabase();
  const db = await openDatabase({ path: own.url });
  return {
    db,
    async close() {
      await db.close();
      await own.drop();
    },
  };
}

/** A database that holds a graph. */
export async function databaseOf(graph: Graph): Promise<TestDatabase> {
  const held = await emptyDatabase();
  await fill(held.db, graph);
  return held;
}

/** Puts a graph in place of what a database holds. */
export async function fill(db: Database, { nodes, edges }: Graph): Promise<void> {
  for (const table of ["entity", "entity_history", "relationship", "relationship_history"]) {
    await db.run(`delete from ${table}`);
  }
  await db.run(
    "insert into instance select 1, 'tenant-1', 'Contoso', 0 where not exists (select 1 from instance)",
  );
  // A run ended that brought it.
  await db.run(
    "insert into run (id, instance_id, state, started_on, ended_on) select count(*), 1, 'completed', 0, count(*) from run",
  );
  for (const one of nodes) await db.run(...insertNode(db, one));
  for (const one of edges) await db.run(...insertEdge(db, one));
  await writeShapeOf(db, 1);
}

/** Writes anew what the graph of a tenant holds. */
export function writeShapeOf(db: Database, instanceId: number): Promise<void> {
  return db.transaction((session) => writeShape({ session, run: { instanceId } }));
}

/** Gives every other entity of a database to a second tenant; gives what is left to the first. */
export async function shareOut(db: Database, { nodes, edges }: Graph): Promise<Graph> {
  const isOurs = (id: number): boolean => id % 2 === 1;
  for (const past of ["", "_history"]) {
    await db.run(`update entity${past} set instance_id = 2 where id % 2 = 0`);
    await db.run(`update relationship${past} set instance_id = 2 where from_id % 2 = 0`);
    await db.run(`delete from relationship${past} where from_id % 2 <> to_id % 2`);
  }
  await writeShapeOf(db, 1);
  await writeShapeOf(db, 2);
  return {
    nodes: nodes.filter(({ id }) => isOurs(id)),
    edges: edges.filter(({ from, to }) => isOurs(from) && isOurs(to)),
  };
}

type Insert = [sql: string, values: readonly (string | number | boolean | readonly string[])[]];

function insertNode({ dialect }: Database, one: Node): Insert {
  const { id, key, type, classes, displayName, version, createdOn, beginOn } = one;
  const table = one.endOn === undefined ? "entity" : "entity_history";
  const sql = `insert into ${table} values (?, 1, ?, ?, ?::text[], ?, ${dialect.properties("?")}, null, 0, 0, ?, ?, ?, 1${ending(one)})`;
  const whole = [id, key, type, classes, displayName, canonical(one.properties)];
  return [sql, [...whole, version, createdOn, beginOn]];
}

function insertEdge({ dialect }: Database, one: Edge): Insert {
  const { id, type, verb, from, to, version, createdOn, beginOn } = one;
  const table = one.endOn === undefined ? "relationship" : "relationship_history";
  const sql = `insert into ${table} values (?, 1, ?, ?, ?, ?, ${dialect.properties("?")}, 0, 0, ?, ?, ?, 1${ending(one)})`;
  const whole = [id, type, verb, from, to, canonical(one.properties)];
  return [sql, [...whole, version, createdOn, beginOn]];
}

function ending({ endOn, deleted }: Node | Edge): string {
  return endOn === undefined ? "" : `, ${endOn}, ${deleted === true}`;
}

function canonical(properties: Properties): string {
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(properties).toSorted(([one], [other]) => (one < other ? -1 : 1)),
    ),
  );
}
