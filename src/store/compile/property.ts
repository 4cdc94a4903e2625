import type { SlotNumber } from "../../j1ql/plan.ts";
import type { PropertyKinds } from "../../j1ql/catalogue.ts";
import type { Context } from "./context.ts";
import { nothing, number, type Term, text } from "./term.ts";

/** A row of the graph within a statement: its alias, and the slot of the path that it stands for. */
export interface Row {
  readonly alias: string;
  readonly slot: SlotNumber;
}

/** A property or metadata of an entity or a relationship. */
export function propertyTerm(context: Context, row: Row, name: string): Term {
  const slot = context.plan.slots[row.slot];
  const metadata =
    slot?.kind === "edge" ? relationshipMetadata(context, row, name) : entityMetadata(row, name);
  if (metadata !== null) return metadata;
  const properties = `${row.alias}.properties`;
  const pointer = context.binder.text(pointerTo(name));
  const { dialect } = context;
  const read = (): string => dialect.propertyText(properties, pointer);
  switch (kindOf(context, row.slot, name)) {
    case "nothing":
      return nothing;
    case "text":
      return text(read());
    case "number":
      return number(dialect.numberOfJson(read()));
    case "boolean":
      return { kind: "boolean", sql: `(${read()} = 'true')` };
    case "json":
      return { kind: "json", sql: dialect.propertyJson(properties, pointer) };
  }
}

function pointerTo(name: string): string {
  return `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function common({ alias }: Row, name: string): Term | null {
  switch (name) {
    case "_id":
      return text(`CAST(${alias}.id AS VARCHAR)`);
    case "_type":
      return text(`${alias}.type`);
    case "_version":
      return number(`CAST(${alias}.version AS DOUBLE)`);
    case "_createdOn":
      return number(`CAST(${alias}.created_on AS DOUBLE)`);
    case "_beginOn":
      return number(`CAST(${alias}.begin_on AS DOUBLE)`);
    case "_integrationInstanceId":
      return text(`CAST(${alias}.instance_id AS VARCHAR)`);
    default:
      return null;
  }
}

function entityMetadata(row: Row, name: string): Term | null {
  if (name === "_key") return text(`${row.alias}.key`);
  if (name === "displayName") return text(`${row.alias}.display_name`);
  if (name === "_class") return { kind: "texts", sql: `${row.alias}.classes` };
  return common(row, name);
}

function relationshipMetadata(context: Context, row: Row, name: string): Term | null {
  const { alias } = row;
  const keyOf = (column: string): string =>
    `(SELECT held.key FROM ${context.entity} held WHERE held.id = ${alias}.${column})`;
  switch (name) {
    case "_class":
    case "displayName":
      return text(`${alias}.verb`);
    case "_fromEntityId":
      return text(`CAST(${alias}.from_id AS VARCHAR)`);
    case "_toEntityId":
      return text(`CAST(${alias}.to_id AS VARCHAR)`);
    case "_fromEntityKey":
      return text(keyOf("from_id"));
    case "_toEntityKey":
      return text(keyOf("to_id"));
    case "_key":
      return text(`(${keyOf("from_id")} || '|' || lower(${alias}.verb) || '|' || ${keyOf("to_id")})`);
    default:
      return common(row, name);
  }
}

type PropertyKind = "text" | "number" | "boolean" | "json" | "nothing";

/** What kind of value a property can have, as far as the catalogue tells. */
function kindOf({ known, plan }: Context, slot: SlotNumber, name: string): PropertyKind {
  if (known === null || plan.slots[slot]?.kind !== "vertex") return "json";
  const types = known.reach.types.get(slot);
  const shapes = known.catalogue.entities.filter(({ type }) => types?.has(type));
  // A catalogue without properties says nothing about them.
  if (shapes.some(({ properties }) => Object.keys(properties).length === 0)) return "json";
  return mergeKinds(shapes.map(({ properties }) => propertyOf(properties, name)));
}

function propertyOf(
  properties: Readonly<Record<string, PropertyKinds>>,
  name: string,
): PropertyKinds {
  return Object.hasOwn(properties, name) ? (properties[name] ?? {}) : {};
}

function mergeKinds(found: readonly PropertyKinds[]): PropertyKind {
  const has = (kind: keyof PropertyKinds): boolean => found.some((kinds) => (kinds[kind] ?? 0) > 0);
  if (has("list")) return "json";
  const kinds = [
    ...(has("string") ? ["text" as const] : []),
    ...(has("number") ? ["number" as const] : []),
    ...(has("boolean") ? ["boolean" as const] : []),
  ];
  if (kinds.length > 1) return "json";
  return kinds[0] ?? "nothing";
}
