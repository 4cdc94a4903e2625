import type { Context } from "./context.ts";

/** The columns that make up a whole entity in a result, from a row of `entity`; each name begins with `prefix`. */
export function wholeEntity(context: Context, alias: string, prefix: string): readonly string[] {
  return [
    ...versionColumns(context, alias, prefix),
    `${alias}.key AS ${prefix}key`,
    `${alias}.type AS ${prefix}type`,
    `CAST(to_json(${alias}.classes) AS VARCHAR) AS ${prefix}classes`,
    `${alias}.display_name AS ${prefix}name`,
  ];
}

function versionColumns({ plan }: Context, alias: string, prefix: string): readonly string[] {
  return [
    `CAST(${alias}.id AS VARCHAR) AS ${prefix}id`,
    `CAST(${alias}.instance_id AS VARCHAR) AS ${prefix}instance`,
    `${alias}.properties AS ${prefix}properties`,
    `CAST(${alias}.version AS DOUBLE) AS ${prefix}version`,
    `CAST(${alias}.created_on AS DOUBLE) AS ${prefix}created`,
    `CAST(${alias}.begin_on AS DOUBLE) AS ${prefix}begin`,
    ...(plan.deleted ? [`CAST(${alias}.end_on AS DOUBLE) AS ${prefix}ended`] : []),
  ];
}

/** A row of `relationship` and the rows of its ends, by their aliases. */
export interface EdgeRow {
  readonly alias: string;
  readonly from: string;
  readonly to: string;
}

/** The columns that make up a whole relationship, from a row of `relationship` and the rows of its ends. */
export function wholeRelationship(
  context: Context,
  { alias, from, to }: EdgeRow,
  prefix: string,
): readonly string[] {
  return [
    ...versionColumns(context, alias, prefix),
    `${alias}.type AS ${prefix}type`,
    `${alias}.verb AS ${prefix}verb`,
    `CAST(${alias}.from_id AS VARCHAR) AS ${prefix}from`,
    `CAST(${alias}.to_id AS VARCHAR) AS ${prefix}to`,
    `${from}.key AS ${prefix}from_key`,
    `${to}.key AS ${prefix}to_key`,
  ];
}
