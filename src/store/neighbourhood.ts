import type { EpochMs } from "../base/clock.ts";
import type { Entity, Properties } from "../graph/entity.ts";
import type { Database } from "./database.ts";
import { readTags } from "./entity-tags.ts";
import { refuseForgotten } from "./horizon.ts";
import { rowsAt } from "./moment.ts";
import type { Row, Session } from "./session.ts";
import { readEntity, readProperties, readTexts } from "./stored.ts";

/** Which entity, when, and how much around it. */
export interface NeighbourhoodInput {
  readonly key: string;
  /** As it was at this moment; now when absent. */
  readonly asOf?: EpochMs | undefined;
  /** Only in this instance's part of the graph; in all when absent. */
  readonly instanceId?: number | undefined;
  /** At most this many neighbours; 1,000 when absent. */
  readonly limit?: number | undefined;
}

/** An edge of an entity with what it leads to. */
interface Neighbour {
  /** Whether the edge leaves the entity or leads to it. */
  readonly direction: "out" | "in";
  readonly type: string;
  readonly verb: string;
  readonly properties: Properties;
  readonly beginOn: EpochMs;
  readonly entity: Pick<Entity, "key" | "type" | "classes"> & { readonly displayName: string };
}

/** An entity at a moment, and what it is related to then. */
export interface Neighbourhood {
  readonly instance: number;
  readonly entity: Entity & { readonly displayName: string };
  readonly version: number;
  readonly createdOn: EpochMs;
  readonly beginOn: EpochMs;
  readonly neighbours: readonly Neighbour[];
  /** How many neighbours there are, listed or not. */
  readonly total: number;
}

const defaultLimit = 1_000;

function neighbourOf(row: Row): Neighbour {
  return {
    direction: row["direction"] === "in" ? "in" : "out",
    type: String(row["type"]),
    verb: String(row["verb"]),
    properties: readProperties(row["properties"]),
    beginOn: Number(row["begin_on"]),
    entity: {
      key: String(row["key"]),
      type: String(row["other_type"]),
      classes: readTexts(row["classes"]),
      displayName: String(row["display_name"]),
    },
  };
}

async function neighboursOf(session: Session, id: number, input: NeighbourhoodInput) {
  const { asOf, limit = defaultLimit } = input;
  const edgeColumns = "type, verb, from_id, to_id, properties, begin_on";
  const edges = rowsAt("relationship", edgeColumns, asOf);
  const others = rowsAt("entity", "id, key, type, classes, display_name", asOf);
  // Each direction by itself: an OR over both ends takes several times as long.
  const sql = `
    select d.*, o.key, o.type as other_type, o.classes, o.display_name, count(*) over () as total
    from (
      select 'out' as direction, type, verb, properties, begin_on, to_id as other from ${edges.sql} r where from_id = ?
      union all
      select 'in', type, verb, properties, begin_on, from_id from ${edges.sql} r where to_id = ?) d
    join ${others.sql} o on o.id = d.other
    order by d.type, d.direction, o.key limit ?`;
  const values = [...edges.values, id, ...edges.values, id, ...others.values, limit];
  return session.all(sql, values);
}

/** The entities with a key at a moment, one for each tenant that has it, and what they are related to. */
export function readNeighbourhoods(
  database: Database,
  input: NeighbourhoodInput,
): Promise<readonly Neighbourhood[]> {
  return database.reading(async (session) => {
    await refuseForgotten(session, input.asOf);
    const columns =
      "id, instance_id, key, type, classes, display_name, properties, version, created_on, begin_on";
    const entities = rowsAt("entity", columns, input.asOf);
    const { instanceId } = input;
    const only = instanceId === undefined ? "" : "and instance_id = ?";
    const whose = instanceId === undefined ? [] : [instanceId];
    const sql = `select * from ${entities.sql} e where key = ? ${only} order by instance_id`;
    const tags = await readTags(session, input);
    const found: Neighbourhood[] = [];
    for (const row of await session.all(sql, [...entities.values, input.key, ...whose])) {
      const rows = await neighboursOf(session, Number(row["id"]), input);
      const instance = Number(row["instance_id"]);
      const entity = readEntity(row);
      const properties = tags.tagged(instance, entity.key, entity.properties);
      found.push({
        instance,
        entity: { ...entity, properties, displayName: String(row["display_name"]) },
        version: Number(row["version"]),
        createdOn: Number(row["created_on"]),
        beginOn: Number(row["begin_on"]),
        neighbours: rows.map(neighbourOf),
        total: Number(rows[0]?.["total"] ?? 0),
      });
    }
    return found;
  });
}
