import { addPart, type Context, withParts } from "./context.ts";
import { needsOf } from "./needs.ts";
import {
  limitSql,
  orderable,
  orderBySelected,
  planKeys,
  type RowOrder,
  selectedKeys,
  type SortKey,
} from "./order.ts";
import { pathsOf } from "./paths.ts";
import { predicateSql } from "./predicate.ts";
import { pushDown } from "./pushdown.ts";
import { whereSql } from "./scan.ts";
import { rankSql } from "./target.ts";
import type { Reader } from "./value.ts";
import { selected, wholeEntity } from "./whole.ts";

/** The start entities of a plan: all that match, and those of the page asked for. */
export interface Starts {
  /** Names a part with the ids of all start entities that match. */
  readonly matched: string;
  /** Names a part with the ids of one page of them. */
  readonly page: string;
  /** The order of the page. */
  readonly order: RowOrder;
}

/** Finds the start entities of a plan, each once. */
export function startsOf(context: Context): Starts {
  const { plan } = context;
  const { filters, rest } = pushDown(plan);
  const needs = needsOf(
    plan.order.map(({ value }) => value),
    rest,
  );
  needs.set(0, new Set([...(needs.get(0) ?? []), ...natural]));
  const paths = pathsOf(context, { filters, needs, asSet: true });
  const { reader } = paths;
  const keys = [...planKeys(context, reader, plan.order), ...rankKeys(context, reader)];
  const columns = [
    "v0.id AS id",
    ...selectedKeys(keys),
    ...natural.map((name, index) => `${orderable(context, reader.property(0, name))} AS n${index}`),
  ];
  const conditions = [
    ...paths.conditions,
    ...rest.map((one) => predicateSql(context, reader, one)),
  ];
  // Several paths may lead from one start entity.
  const select = paths.isSingle ? "SELECT" : "SELECT DISTINCT";
  const sql = `${select} ${columns.join(", ")} FROM ${paths.from}${whereSql(conditions)}`;
  const matched = addPart(context, "matched", sql);
  const order = orderBySelected(keys, ["n0", "n1", "n2", "id"]);
  const paged = `SELECT m.* FROM ${matched} m${order("m")}${limitSql(context)}`;
  return { matched, page: addPart(context, "page", paged), order };
}

/** What lists are ordered by where the query does not say. */
const natural = ["_type", "displayName", "_key"] as const;

/** A full-text search ranks by the name where no other order is asked for. */
function rankKeys(context: Context, reader: Reader): readonly SortKey[] {
  const { plan } = context;
  const [start] = plan.slots;
  if (plan.order.length > 0 || start?.kind !== "vertex" || start.target.kind !== "text") return [];
  const name = reader.property(0, "displayName").sql;
  return [{ sql: rankSql(context, name, start.target.terms), descending: false }];
}

/** SQL for a list: the start entities of one page, whole, with the number of all in `total`. */
export function compileList(context: Context): string {
  const { matched, page, order } = startsOf(context);
  const total = `CAST((SELECT count(*) FROM ${matched}) AS DOUBLE PRECISION) AS total`;
  const columns = selected(wholeEntity(context, "x", "")).join(", ");
  // The one row at the left carries the total even where the page is empty.
  const from = `(SELECT 1) one LEFT JOIN ${page} p ON TRUE LEFT JOIN ${context.entity} x ON x.id = p.id`;
  return withParts(context, `SELECT ${total}, ${columns} FROM ${from}${order("p")}`);
}
