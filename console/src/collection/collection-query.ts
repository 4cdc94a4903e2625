import type { Search } from "../app/address.ts";
import { containing } from "../query/j1ql-text.ts";
import { parseSorting } from "../table/column.ts";
import type { CollectionSpec } from "./collection-spec.ts";

/** Rows asked for at once. */
export const pageSize = 100;

/** The pills that the address presses. */
export function pressedPills({ pills: text }: Search): readonly string[] {
  return text === undefined || text === "" ? [] : text.split(",");
}

/** `FIND` with everything that the list is filtered by. */
export function filteredQuery(spec: CollectionSpec, search: Search): string {
  const { find = "" } = search;
  const pressed = pressedPills(search);
  const conditions = spec.pills.flatMap(({ id, condition }) =>
    pressed.includes(id) ? [`(${condition})`] : [],
  );
  const text = find.trim();
  const searched = spec.searched.map((name) => `${name} ~= ${containing(text)}`).join(" OR ");
  const all = text === "" ? conditions : [`(${searched})`, ...conditions];
  const filter = all.length === 0 ? "" : ` WITH ${all.join(" AND ")}`;
  return `FIND ${spec.type}${filter}`;
}

/** The same in the order asked for. */
export function sortedQuery(spec: CollectionSpec, search: Search): string {
  const sorting = parseSorting(search.sort ?? spec.sort);
  const order = sorting === undefined ? "" : orderBy(sorting);
  return `${filteredQuery(spec, search)} AS e${order}`;
}

function orderBy({ column, descending }: { column: string; descending: boolean }): string {
  return ` ORDER BY e.${column}${descending ? " DESC" : ""}`;
}

/** One page of it. */
export function pageQuery(sorted: string, page: number): string {
  return `${sorted} SKIP ${page * pageSize} LIMIT ${pageSize}`;
}

/** How many fit a pill alone. */
export function pillQuery({ type }: CollectionSpec, condition: string | undefined): string {
  const filter = condition === undefined ? "" : ` WITH ${condition}`;
  return `FIND ${type}${filter} AS e RETURN COUNT(e) AS n`;
}
