import type { EpochMs } from "../base/clock.ts";
import type { Change } from "../graph/change.ts";
import { type ChangeFilter, filtered, type Part, passes } from "./change-filter.ts";
import { changeOf, entityNames, relationshipKeySql, volatileNames } from "./change-row.ts";
import type { Database } from "./database.ts";
import { refuseForgotten } from "./horizon.ts";
import type { Session } from "./session.ts";

/** Which changes to read. */
export interface ChangesInput extends ChangeFilter {
  readonly since?: EpochMs | undefined;
  /** Before this moment. */
  readonly until?: EpochMs | undefined;
}

const wanted = "c.changed_on >= ? and c.changed_on < ?";

const entitySql = `
  select 'entity' as kind, c.run_id, c.changed_on, c.operation, coalesce(a.key, b.key) as key, c.type,
    b.type as type_before, coalesce(a.classes, b.classes) as classes, b.classes as classes_before,
    coalesce(a.display_name, b.display_name) as display_name, a.properties as after, b.properties as before
  from change c
  left join (select id, key, classes, display_name, properties, begin_on from entity
    union all select id, key, classes, display_name, properties, begin_on from entity_history) a
    on a.id = c.object_id and a.begin_on = c.changed_on
  left join entity_history b on b.id = c.object_id and b.end_on = c.changed_on
  where c.kind = 'entity' and ${wanted}`;

const relationshipSql = `
  select 'relationship' as kind, run_id, changed_on, operation, ${relationshipKeySql} as key, type, type as type_before,
    array[verb] as classes, array[verb] as classes_before,
    from_name || ' ' || verb || ' ' || to_name as display_name, after, before
  from (
    select c.run_id, c.changed_on, c.operation, c.type, coalesce(a.verb, b.verb) as verb,
      f.key as from_key, t.key as to_key, f.display_name as from_name, t.display_name as to_name,
      a.properties as after, b.properties as before
    from change c
    left join (select id, verb, from_id, to_id, properties, begin_on from relationship
      union all select id, verb, from_id, to_id, properties, begin_on from relationship_history) a
      on a.id = c.object_id and a.begin_on = c.changed_on
    left join relationship_history b on b.id = c.object_id and b.end_on = c.changed_on
    left join ${entityNames} f on f.id = coalesce(a.from_id, b.from_id)
    left join ${entityNames} t on t.id = coalesce(a.to_id, b.to_id)
    where c.kind = 'relationship' and ${wanted}) edge`;

/** The changes since a moment that statements find and a filter lets through, in batches. */
export async function* changesOf(
  session: Session,
  parts: readonly Part[],
  filter: ChangeFilter & { readonly since?: EpochMs | undefined },
): AsyncGenerator<readonly Change[]> {
  await refuseForgotten(session, filter.since);
  const volatile = await volatileNames(session);
  for (const part of parts) {
    const { sql, values } = filtered(part, filter);
    for await (const rows of session.batches(sql, values)) {
      const changes = rows.map((row) => changeOf(row, volatile));
      yield changes.filter((change) => passes(change, filter));
    }
  }
}

/** What was created, updated and deleted, in batches: entities, then relationships, each in order of time. */
export function readChanges(
  database: Database,
  input: ChangesInput,
): AsyncGenerator<readonly Change[]> {
  const values = [input.since ?? 0, input.until ?? Number.MAX_SAFE_INTEGER];
  const parts = [entitySql, relationshipSql].map((sql) => ({ sql, values }));
  return database.snapshot((session) => changesOf(session, parts, input));
}
