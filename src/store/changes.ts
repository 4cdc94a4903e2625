import type { EpochMs } from "../base/clock.ts";
import type { Change } from "../graph/change.ts";
import { changedProperties } from "../graph/property-change.ts";
import { relationshipKey } from "../graph/relationship.ts";
import type { Database } from "./database.ts";
import type { Row } from "./session.ts";
import { readProperties, readTexts } from "./stored.ts";

/** Which changes to read. */
export interface ChangesInput {
  readonly since?: EpochMs | undefined;
  /** Before this moment. */
  readonly until?: EpochMs | undefined;
  readonly type?: string | undefined;
}

const wanted = "c.changed_on >= ? and c.changed_on < ? and (? = '' or c.type = ?)";

const entitySql = `
  select c.run_id, c.changed_on, c.operation, coalesce(a.key, b.key) as key, c.type,
    coalesce(a.classes, b.classes) as classes, coalesce(a.display_name, b.display_name) as display_name,
    a.properties as after, b.properties as before
  from change c
  left join (select id, key, classes, display_name, properties, begin_on from entity
    union all select id, key, classes, display_name, properties, begin_on from entity_history) a
    on a.id = c.object_id and a.begin_on = c.changed_on
  left join entity_history b on b.id = c.object_id and b.end_on = c.changed_on
  where c.kind = 'entity' and ${wanted}
  order by c.changed_on, c.type, key`;

const names = `(select distinct on (id) id, key, display_name from (
    select id, key, display_name, begin_on from entity
    union all
    select id, key, display_name, begin_on from entity_history) order by id, begin_on desc)`;

const relationshipSql = `
  select c.run_id, c.changed_on, c.operation, c.type, coalesce(a.verb, b.verb) as verb,
    f.key as from_key, t.key as to_key, f.display_name as from_name, t.display_name as to_name,
    a.properties as after, b.properties as before
  from change c
  left join (select id, verb, from_id, to_id, properties, begin_on from relationship
    union all select id, verb, from_id, to_id, properties, begin_on from relationship_history) a
    on a.id = c.object_id and a.begin_on = c.changed_on
  left join relationship_history b on b.id = c.object_id and b.end_on = c.changed_on
  left join ${names} f on f.id = coalesce(a.from_id, b.from_id)
  left join ${names} t on t.id = coalesce(a.to_id, b.to_id)
  where c.kind = 'relationship' and ${wanted}
  order by c.changed_on, c.type, from_key, to_key`;

type Volatile = ReadonlyMap<string, ReadonlySet<string>>;

function operationOf(row: Row): Change["operation"] {
  const operation = row["operation"];
  return operation === "update" || operation === "delete" ? operation : "create";
}

function common(row: Row, volatile: Volatile) {
  const type = String(row["type"]);
  const operation = operationOf(row);
  const changed =
    operation === "update"
      ? changedProperties(
          readProperties(row["before"]),
          readProperties(row["after"]),
          volatile.get(type),
        )
      : {};
  return {
    operation,
    type,
    at: Number(row["changed_on"]),
    run: Number(row["run_id"]),
    properties: changed,
  };
}

function entityChange(row: Row, volatile: Volatile): Change {
  return {
    kind: "entity",
    ...common(row, volatile),
    key: String(row["key"]),
    classes: readTexts(row["classes"]),
    displayName: String(row["display_name"]),
  };
}

function relationshipChange(row: Row, volatile: Volatile): Change {
  const verb = String(row["verb"]);
  return {
    kind: "relationship",
    ...common(row, volatile),
    key: relationshipKey({ from: String(row["from_key"]), verb, to: String(row["to_key"]) }),
    classes: [verb],
    displayName: `${String(row["from_name"])} ${verb} ${String(row["to_name"])}`,
  };
}

async function volatileNames(database: Database, signal?: AbortSignal): Promise<Volatile> {
  const found = new Map<string, Set<string>>();
  const sql = "select type, name from volatile_property";
  for (const row of await database.all(sql, [], { signal })) {
    const type = String(row["type"]);
    found.set(type, (found.get(type) ?? new Set()).add(String(row["name"])));
  }
  return found;
}

/**
 * What was created, updated and deleted, in batches: entities, then relationships, each in order of time. Throws
 * `query_cancelled` when the signal aborts.
 */
export async function* readChanges(
  database: Database,
  input: ChangesInput,
  signal?: AbortSignal,
): AsyncGenerator<readonly Change[]> {
  const type = input.type ?? "";
  const values = [input.since ?? 0, input.until ?? Number.MAX_SAFE_INTEGER, type, type];
  const volatile = await volatileNames(database, signal);
  for await (const rows of database.stream(entitySql, values, { signal }))
    yield rows.map((row) => entityChange(row, volatile));
  for await (const rows of database.stream(relationshipSql, values, { signal })) {
    yield rows.map((row) => relationshipChange(row, volatile));
  }
}
