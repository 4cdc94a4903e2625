import type { Catalogue } from "../j1ql/catalogue.ts";
import { catalogueOf } from "./catalogue.ts";
import type { Database } from "./database.ts";

interface Held {
  /** Which runs had ended when history was read. */
  readonly stamp: string;
  readonly past: Promise<Catalogue>;
}

// History grows with runs only, and reading its types costs as much as a question: it is done once a run.
const known = new WeakMap<Database, Map<number | null, Held>>();

/** What is held now, with an instance's part or all of it. */
export interface Present {
  readonly catalogue: Catalogue;
  readonly instanceId: number | undefined;
}

/**
 * What the graph held at any time: what it holds now, read before, and what history holds besides. What a run moves from
 * the one to the other in between is in either. Counts are of now.
 */
export async function withPast(
  db: Database,
  { catalogue, instanceId }: Present,
): Promise<Catalogue> {
  const [row] = await db.all(
    "select count(*) as runs, max(ended_on) as last from run where ended_on is not null",
  );
  const stamp = JSON.stringify(row);
  const held = known.get(db) ?? new Map<number | null, Held>();
  known.set(db, held);
  const before = held.get(instanceId ?? null);
  const past = before?.stamp === stamp ? before.past : readPast(db, instanceId);
  held.set(instanceId ?? null, { stamp, past });
  try {
    return mergeCatalogues(catalogue, await past);
  } catch (error) {
    held.delete(instanceId ?? null);
    throw error;
  }
}

async function readPast(db: Database, instanceId: number | undefined): Promise<Catalogue> {
  const values = instanceId === undefined ? [] : [instanceId];
  const { entities, relationships } = pastStatements(instanceId !== undefined);
  return catalogueOf(await db.all(entities, values), await db.all(relationships, values));
}

/** The statements that read what history holds of types besides; given an instance (`$1`), of that one alone. */
function pastStatements(ofInstance: boolean): {
  readonly entities: string;
  readonly relationships: string;
} {
  const where = ofInstance ? " WHERE h.instance_id = $1" : "";
  const ends = "SELECT id, type FROM entity UNION SELECT id, type FROM entity_history";
  return {
    entities: `SELECT DISTINCT h.type, CAST(to_json(h.classes) AS TEXT) AS classes, CAST(0 AS DOUBLE PRECISION) AS count, '{}' AS properties FROM entity_history h${where}`,
    relationships: `WITH ends AS (${ends}) SELECT DISTINCT h.type, h.verb, f.type AS from_type, t.type AS to_type, CAST(0 AS DOUBLE PRECISION) AS count FROM relationship_history h JOIN ends f ON f.id = h.from_id JOIN ends t ON t.id = h.to_id${where}`,
  };
}

/** What either of two catalogues holds. */
function mergeCatalogues(one: Catalogue, other: Catalogue): Catalogue {
  const nameOf = (shape: object): string =>
    JSON.stringify({ ...shape, count: 0, properties: null });
  const add = <Shape extends object>(all: readonly Shape[], more: readonly Shape[]) => {
    const known = new Set(all.map(nameOf));
    return [...all, ...more.filter((shape) => !known.has(nameOf(shape)))];
  };
  return {
    entities: add(one.entities, other.entities),
    relationships: add(one.relationships, other.relationships),
  };
}
