import type { EpochMs } from "../base/clock.ts";
import type { Properties } from "../graph/entity.ts";
import { relationshipKey } from "../graph/relationship.ts";
import type { Database } from "./database.ts";
import type { Row } from "./session.ts";
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

/** The rows of a table at a moment: the current ones, or those of then. `?` stands for the moment, three times. */
function at(table: "entity" | "relationship", columns: string, asOf: EpochMs | undefined): string {
  if (asOf === undefined) return `(select ${columns} from ${table})`;
  return `(select ${columns} from ${table} where begin_on <= ?
    union all select ${columns} from ${table}_history where begin_on <= ? and ? < end_on)`;
}

function entityLine(row: Row): ExportLine {
  const { key, type, classes, properties } = readEntity(row);
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

/**
 * The whole graph, now or as of a moment, in batches: entities first, each kind in the order of its creation. Throws
 * `query_cancelled` when the signal aborts.
 */
export async function* exportGraph(
  database: Database,
  { asOf }: { readonly asOf?: EpochMs | undefined },
  signal?: AbortSignal,
): AsyncGenerator<readonly ExportLine[]> {
  const moment = asOf === undefined ? [] : [asOf, asOf, asOf];
  const entities = at("entity", "id, key, type, classes, properties", asOf);
  for await (const rows of database.stream(`select * from ${entities} order by id`, moment, {
    signal,
  }))
    yield rows.map(entityLine);
  const sql = `
    select r.type, r.verb, f.key as from_key, t.key as to_key, r.properties
    from ${at("relationship", "id, type, verb, from_id, to_id, properties", asOf)} r
    join ${at("entity", "id, key", asOf)} f on f.id = r.from_id
    join ${at("entity", "id, key", asOf)} t on t.id = r.to_id
    order by r.id`;
  for await (const rows of database.stream(sql, [...moment, ...moment, ...moment], { signal }))
    yield rows.map(relationshipLine);
}
