import type { Context } from "./context.ts";

/** A column of a select. */
export interface SelectedColumn {
  readonly sql: string;
  readonly name: string;
}

/** Columns as they are written in a select. */
export function selected(columns: readonly SelectedColumn[]): readonly string[] {
  return columns.map(({ sql, name }) => `${sql} AS ${name}`);
}

/** The columns that make up a whole entity in a result, from a row of `entity`; each name begins with `prefix`. */
export function wholeEntity(
  context: Context,
  alias: string,
  prefix: string,
): readonly SelectedColumn[] {
  return [
    ...versionColumns(context, alias, prefix),
    { sql: `${alias}.key`, name: `${prefix}key` },
    { sql: `${alias}.type`, name: `${prefix}type` },
    { sql: `CAST(to_json(${alias}.classes) AS TEXT)`, name: `${prefix}classes` },
    { sql: `${alias}.display_name`, name: `${prefix}name` },
  ];
}

function versionColumns(
  { plan, dialect }: Context,
  alias: string,
  prefix: string,
): readonly SelectedColumn[] {
  const numbers = [
    ["version", "version"],
    ["created_on", "created"],
    ["begin_on", "begin"],
    ...(plan.deleted ? [["end_on", "ended"]] : []),
  ];
  return [
    { sql: `CAST(${alias}.id AS TEXT)`, name: `${prefix}id` },
    { sql: `CAST(${alias}.instance_id AS TEXT)`, name: `${prefix}instance` },
    { sql: dialect.propertiesText(`${alias}.properties`), name: `${prefix}properties` },
    ...numbers.map(([column, name]) => ({
      sql: `CAST(${alias}.${column} AS DOUBLE PRECISION)`,
      name: `${prefix}${name}`,
    })),
  ];
}

/** A row of `relationship` and the rows of its ends, by their aliases. */
export interface EdgeRow {
  readonly alias: string;
  readonly from: string;
  readonly to: string;
}

/** The columns of a relationship itself, from a row of `relationship`: its ends by their ids. */
export function bareRelationship(
  context: Context,
  alias: string,
  prefix: string,
): readonly SelectedColumn[] {
  return [
    ...versionColumns(context, alias, prefix),
    { sql: `${alias}.type`, name: `${prefix}type` },
    { sql: `${alias}.verb`, name: `${prefix}verb` },
    { sql: `CAST(${alias}.from_id AS TEXT)`, name: `${prefix}from` },
    { sql: `CAST(${alias}.to_id AS TEXT)`, name: `${prefix}to` },
  ];
}

/** The columns that make up a whole relationship, from a row of `relationship` and the rows of its ends. */
export function wholeRelationship(
  context: Context,
  { alias, from, to }: EdgeRow,
  prefix: string,
): readonly SelectedColumn[] {
  return [
    ...bareRelationship(context, alias, prefix),
    { sql: `${from}.key`, name: `${prefix}from_key` },
    { sql: `${to}.key`, name: `${prefix}to_key` },
  ];
}
