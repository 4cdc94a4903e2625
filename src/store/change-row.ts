import type { Change, PropertyChange } from "../graph/change.ts";
import { changedProperties, sameValue } from "../graph/property-change.ts";
import type { Row, Session } from "./session.ts";
import { readProperties, readTexts } from "./stored.ts";

/** By type, the properties whose change alone is no change. */
export type VolatileNames = ReadonlyMap<string, ReadonlySet<string>>;

/** The key of a relationship, in SQL, from columns `from_key`, `verb` and `to_key`. */
export const relationshipKeySql = "from_key || '|' || lower(verb) || '|' || to_key";

/** The keys and latest names of entities, by id: current ones and those of the past. */
export const entityNames = `(select distinct on (id) id, key, display_name from (
    select id, key, display_name, begin_on from entity
    union all
    select id, key, display_name, begin_on from entity_history) named order by id, begin_on desc)`;

/** The properties that make no change, so that readers leave them out. */
export async function volatileNames(session: Session): Promise<VolatileNames> {
  const found = new Map<string, Set<string>>();
  for (const row of await session.all("select type, name from volatile_property")) {
    const type = String(row["type"]);
    found.set(type, (found.get(type) ?? new Set()).add(String(row["name"])));
  }
  return found;
}

function operationOf(row: Row): Change["operation"] {
  const operation = row["operation"];
  return operation === "update" || operation === "delete" ? operation : "create";
}

/** One version of an object, as far as versions can differ. */
export interface VersionContent {
  readonly type: string;
  readonly classes: readonly string[];
  /** JSON text. */
  readonly properties: unknown;
}

/** What differs between two versions of an object: properties by name, and `_type` and `_class` where those do. */
export function differences(
  before: VersionContent,
  after: VersionContent,
  volatile: VolatileNames,
): Readonly<Record<string, PropertyChange>> {
  const metadata = {
    ...(sameValue(before.type, after.type)
      ? {}
      : { _type: { before: before.type, after: after.type } }),
    ...(sameValue(before.classes, after.classes)
      ? {}
      : { _class: { before: before.classes, after: after.classes } }),
  };
  const one = readProperties(before.properties);
  const other = readProperties(after.properties);
  return { ...metadata, ...changedProperties(one, other, volatile.get(after.type)) };
}

function propertiesOf(row: Row, volatile: VolatileNames): Change["properties"] {
  if (operationOf(row) !== "update") return {};
  const type = String(row["type"]);
  const classes = readTexts(row["classes"]);
  const before = {
    type: String(row["type_before"] ?? type),
    classes: row["classes_before"] === null ? classes : readTexts(row["classes_before"]),
    properties: row["before"],
  };
  return differences(before, { type, classes, properties: row["after"] }, volatile);
}

/**
 * A change from columns `kind`, `operation`, `key`, `type`, `type_before`, `classes`, `classes_before`, `display_name`,
 * `changed_on`, `run_id`, `before`, `after`.
 */
export function changeOf(row: Row, volatile: VolatileNames): Change {
  return {
    kind: row["kind"] === "relationship" ? "relationship" : "entity",
    operation: operationOf(row),
    type: String(row["type"]),
    at: Number(row["changed_on"]),
    run: Number(row["run_id"]),
    properties: propertiesOf(row, volatile),
    key: String(row["key"]),
    classes: readTexts(row["classes"]),
    displayName: String(row["display_name"]),
  };
}
