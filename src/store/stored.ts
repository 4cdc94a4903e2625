import type { Entity, Properties, PropertyValue } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { Row } from "./session.ts";

function isValue(value: unknown): value is PropertyValue {
  if (value === null || typeof value !== "object")
    return value === null || typeof value !== "function";
  return Array.isArray(value);
}

/** Properties from the text that the store wrote. */
export function readProperties(text: unknown): Properties {
  const parsed: unknown = typeof text === "string" ? JSON.parse(text) : {};
  const found: Record<string, PropertyValue> = {};
  if (typeof parsed !== "object" || parsed === null) return found;
  for (const [name, value] of Object.entries(parsed)) if (isValue(value)) found[name] = value;
  return found;
}

/** Texts of a list column. */
export function readTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** An entity from columns `key`, `type`, `classes`, `properties`. */
export function readEntity(row: Row): Entity {
  return {
    key: String(row["key"]),
    type: String(row["type"]),
    classes: readTexts(row["classes"]),
    properties: readProperties(row["properties"]),
  };
}

/** A relationship from columns `type`, `verb`, `from_key`, `to_key`, `properties`. */
export function readRelationship(row: Row): Relationship {
  return {
    type: String(row["type"]),
    verb: String(row["verb"]),
    from: String(row["from_key"]),
    to: String(row["to_key"]),
    properties: readProperties(row["properties"]),
  };
}
