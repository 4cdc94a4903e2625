import type { Json } from "../base/json.ts";
import type { Entity, Properties } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { Row } from "./session.ts";

function isFlat(value: object): value is Properties {
  for (const of of Object.values(value)) {
    if (typeof of === "object" && of !== null && !Array.isArray(of)) return false;
  }
  return true;
}

/** Properties from the text that the store wrote; none when there is no text. */
export function readProperties(text: unknown): Properties {
  return typeof text === "string" ? flat(JSON.parse(text)) : {};
}

/** What was parsed, as properties. */
export function flat(parsed: unknown): Properties {
  if (typeof parsed === "object" && parsed !== null && isFlat(parsed)) return parsed;
  throw new Error("the store holds properties that are not flat");
}

/** Properties of these names from a JSON list of their values; `null` where there is none. */
export function readPicked(text: unknown, names: readonly string[]): Properties {
  const values: unknown = JSON.parse(String(text));
  if (!Array.isArray(values)) throw new Error("the store picked no list");
  return flat(
    Object.fromEntries(
      names
        .map((name, at): [string, unknown] => [name, values[at]])
        .filter(([, value]) => value !== null),
    ),
  );
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

/** The provider's record from column `raw`, where there is one. */
export function readRecord(row: Row): { readonly raw?: Json } {
  const text = row["raw"];
  if (typeof text !== "string") return {};
  const raw: Json = JSON.parse(text);
  return { raw };
}
