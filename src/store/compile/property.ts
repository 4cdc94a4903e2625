import type { SlotNumber } from "../../j1ql/plan.ts";
import type { Context } from "./context.ts";
import { number, type PropertyRead, type Term, text } from "./term.ts";

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
  const { dialect } = context;
  const place = context.binder.text(dialect.propertyPlace(name));
  const raw = dialect.propertyJson(properties, place);
  const read: PropertyRead = {
    within: dialect.searchedText(properties),
    raw,
    isList: dialect.propertyIsList(
      properties,
      place,
      context.binder.text(`${JSON.stringify(name)}:[`),
    ),
    isAbsent: `(${dialect.propertyText(properties, place)} IS NULL)`,
  };
  // Any kind: a type's property may be a text here and a list there.
  return { kind: "json", sql: `nullif(${raw}, 'null')`, read };
}

function common({ alias }: Row, name: string): Term | null {
  switch (name) {
    case "_id":
      return text(`CAST(${alias}.id AS TEXT)`);
    case "_type":
      return text(`${alias}.type`);
    case "_version":
      return number(`CAST(${alias}.version AS DOUBLE PRECISION)`);
    case "_createdOn":
      return number(`CAST(${alias}.created_on AS DOUBLE PRECISION)`);
    case "_beginOn":
      return number(`CAST(${alias}.begin_on AS DOUBLE PRECISION)`);
    case "_deleted":
      // Where nothing stands, nothing is known to exist either.
      return {
        kind: "boolean",
        sql: `CASE WHEN ${alias}.id IS NOT NULL THEN ${alias}.end_on IS NOT NULL END`,
      };
    case "_endOn":
      return number(`CAST(${alias}.end_on AS DOUBLE PRECISION)`);
    case "_integrationInstanceId":
      return text(`CAST(${alias}.instance_id AS TEXT)`);
    case "_integrationName":
      return text(
        `(SELECT coalesce(held.account_name, held.tenant_id) FROM instance held WHERE held.id = ${alias}.instance_id)`,
      );
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
    case "_id":
      // Entities and relationships share no ids.
      return text(`('r' || CAST(${alias}.id AS TEXT))`);
    case "_class":
    case "displayName":
      return text(`${alias}.verb`);
    case "_fromEntityId":
      return text(`CAST(${alias}.from_id AS TEXT)`);
    case "_toEntityId":
      return text(`CAST(${alias}.to_id AS TEXT)`);
    case "_fromEntityKey":
      return text(keyOf("from_id"));
    case "_toEntityKey":
      return text(keyOf("to_id"));
    case "_key":
      return text(
        `(${keyOf("from_id")} || '|' || lower(${alias}.verb) || '|' || ${keyOf("to_id")})`,
      );
    default:
      return common(row, name);
  }
}
