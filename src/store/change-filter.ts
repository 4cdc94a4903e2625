import type { Change } from "../graph/change.ts";
import type { Bound } from "./session.ts";

/** Which changes are wanted; each filter that is absent lets everything through. */
export interface ChangeFilter {
  /** A type of entity or relationship. */
  readonly type?: string | undefined;
  readonly operation?: Change["operation"] | undefined;
  /** `_key` of one object. */
  readonly key?: string | undefined;
  /** Only updates in which this property changed. */
  readonly property?: string | undefined;
}

/** A statement's part with the values bound in it. */
export interface Part {
  readonly sql: string;
  readonly values: readonly Bound[];
}

/** The rows of a statement that pass the filter, as far as the database can tell: `property` is not looked at. */
export function filtered({ sql, values }: Part, filter: ChangeFilter): Part {
  const { type, operation, key } = filter;
  const conditions = [
    ...(type === undefined ? [] : [{ sql: "(type = ? or type_before = ?)", values: [type, type] }]),
    ...(operation === undefined ? [] : [{ sql: "operation = ?", values: [operation] }]),
    ...(key === undefined ? [] : [{ sql: "key = ?", values: [key] }]),
  ];
  const where =
    conditions.length === 0 ? "" : ` where ${conditions.map((of) => of.sql).join(" and ")}`;
  return {
    sql: `select * from (${sql}) found${where} order by changed_on, type, key`,
    values: [...values, ...conditions.flatMap((of) => of.values)],
  };
}

/** Whether a change passes the part of the filter that looks into properties. */
export function passes(change: Change, { property }: ChangeFilter): boolean {
  return property === undefined || Object.hasOwn(change.properties, property);
}
