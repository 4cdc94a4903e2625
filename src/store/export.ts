import type { EpochMs } from "../base/clock.ts";
import type { Properties } from "../graph/entity.ts";
import { relationshipKey } from "../graph/relationship.ts";
import type { Database } from "./database.ts";
import { readTags, type TagBook } from "./entity-tags.ts";
import { refuseForgotten } from "./horizon.ts";
import { rowsAt } from "./moment.ts";
import type { Row, Session } from "./session.ts";
import { readEntity, readRelationship } from "./stored.ts";

/** One object of the graph in the form that scripts rely on. */
export type ExportLine =
  | {
      readonly kind: "entity";
      readonly _key: string;
      readonly _type: string;
      readonly _class: readonly string[];
      readonly properties: Properties;
    }
  | {
      readonly kind: "relationship";
      readonly _key: string;
      readonly _type: string;
      readonly _class: string;
      readonly _fromEntityKey: string;
      readonly _toEntityKey: string;
      readonly properties: Properties;
    };

function entityLine(row: Row, tags: TagBook): ExportLine {
  const { key, type, classes, properties: own } = readEntity(row);
  const properties = tags.tagged(Number(row["instance_id"]), key, own);
  return { kind: "entity", _key: key, _type: type, _class: classes, properties };
}

function relationshipLine(row: Row): ExportLine {
  const edge = readRelationship(row);
  const { type, verb, from, to, properties } = edge;
  const _key = relationshipKey(edge);
  return {
    kind: "relationship",
    _key,
    _type: type,
    _class: verb,
    _fromEntityKey: from,
    _toEntityKey: to,
    properties,
  };
}

/** Which graph to write out. */
interface Exported {
  /** As it was then; the present one when absent. */
  readonly asOf?: EpochMs | undefined;
  /** Only this instance's part; all when absent. */
  readonly instanceId?: number | undefined;
}

async function* linesOf(
  session: Session,
  { asOf, instanceId }: Exported,
): AsyncGenerator<readonly ExportLine[]> {
  await refuseForgotten(session, asOf);
  const only = (row: string): string =>
    instanceId === undefined ? "" : `where ${row}.instance_id = ?`;
  const whose = instanceId === undefined ? [] : [instanceId];
  const entities = rowsAt("entity", "id, instance_id, key, type, classes, properties", asOf);
  const entitySql = `select * from ${entities.sql} e ${only("e")} order by id`;
  const entityValues = [...entities.values, ...whose];
  const tags = await readTags(session, { asOf });
  for await (const rows of session.batches(entitySql, entityValues))
    yield rows.map((row) => entityLine(row, tags));
  const columns = "id, instance_id, type, verb, from_id, to_id, properties";
  const edges = rowsAt("relationship", columns, asOf);
  const ends = rowsAt("entity", "id, key", asOf);
  const sql = `
    select r.type, r.verb, f.key as from_key, t.key as to_key, r.properties
    from ${edges.sql} r
    join ${ends.sql} f on f.id = r.from_id
    join ${ends.sql} t on t.id = r.to_id
    ${only("r")}
    order by r.id`;
  const values = [...edges.values, ...ends.values, ...ends.values, ...whose];
  for await (const rows of session.batches(sql, values)) yield rows.map(relationshipLine);
}

/**
 * The whole graph or one instance's, now or as of a moment, in batches: entities first, each kind in the order of its creation. Throws
 * `query_cancelled` when the signal aborts.
 */
export function exportGraph(
  database: Database,
  exported: Exported,
  signal?: AbortSignal,
): AsyncGenerator<readonly ExportLine[]> {
  return database.snapshot((session) => linesOf(session, exported), signal);
}
