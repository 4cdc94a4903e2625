import type { PlanOrder } from "../../j1ql/plan.ts";
import type { Context } from "./context.ts";
import type { Term } from "./term.ts";
import { type Reader, valueTerm } from "./value.ts";

/** Something to sort by: SQL, and whether the greatest comes first. */
export interface SortKey {
  readonly sql: string;
  readonly descending: boolean;
}

/** The keys that order by a term: numbers before everything else where kinds mix. */
function sortKeys({ dialect }: Context, { kind, sql }: Term, descending: boolean): SortKey[] {
  if (kind === "nothing") return [];
  if (kind === "json" || kind === "item") {
    return [
      { sql: dialect.numberOfJson(sql), descending },
      { sql: dialect.collated(sql), descending },
    ];
  }
  const isText = kind === "text" || kind === "texts";
  return [{ sql: isText ? dialect.collated(sql) : sql, descending }];
}

/** The keys of a plan's ORDER BY. */
export function planKeys(context: Context, reader: Reader, order: readonly PlanOrder[]): SortKey[] {
  return order.flatMap(({ value, descending }) =>
    sortKeys(context, valueTerm(context, reader, value), descending),
  );
}

/** Keys under the names `k0`, `k1`, …, to be selected. */
export function selectedKeys(keys: readonly SortKey[]): readonly string[] {
  return keys.map(({ sql }, index) => `${sql} AS k${index}`);
}

/** An order of selected rows; `alias` is what the rows are called where it is used. */
export type RowOrder = (alias: string) => string;

/** SQL for a selected term that later settles an order. */
export function orderable({ dialect }: Context, { kind, sql }: Term): string {
  const isText = kind === "text" || kind === "texts" || kind === "json" || kind === "item";
  return isText ? dialect.collated(sql) : sql;
}

/** `ORDER BY` the selected keys and then by further columns, so that no two rows are in doubt. Absent values come last either way. */
export function orderBySelected(keys: readonly SortKey[], further: readonly string[]): RowOrder {
  return (alias) => {
    const selected = keys.map(
      ({ descending }, index) => `${alias}.k${index}${descending ? " DESC" : ""} NULLS LAST`,
    );
    const all = [...selected, ...further.map((column) => `${alias}.${column} NULLS LAST`)];
    return all.length === 0 ? "" : ` ORDER BY ${all.join(", ")}`;
  };
}

/** ` LIMIT … OFFSET …`, as far as the plan asks for them. */
export function limitSql({ binder, limit, plan }: Context): string {
  const most = limit === null ? "" : ` LIMIT ${binder.integer(limit)}`;
  return plan.skip === 0 ? most : `${most} OFFSET ${binder.integer(plan.skip)}`;
}
