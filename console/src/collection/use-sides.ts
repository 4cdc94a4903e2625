import { useQueries } from "@tanstack/react-query";
import type { QueryReply } from "../../../src/http/contract.ts";
import type { Cell } from "../../../src/j1ql/result.ts";
import { useApi } from "../app/world.ts";
import { anyOf } from "../query/j1ql-text.ts";
import type { SideSpec } from "./side-spec.ts";
import type { Rows } from "./use-rows.ts";

/** Something related to a row. */
export interface SideName {
  readonly name: string;
  readonly key: string;
}

/** What was looked up for a row; `undefined` while it is on its way. */
export type SideValue = number | readonly SideName[] | undefined;

/** Looks up the side columns for the rows that are here. */
export function useSides(sides: readonly SideSpec[], { pages }: Rows, asOf: string | undefined) {
  const api = useApi();
  const wanted = [...pages.values()]
    .filter((rows) => rows.length > 0)
    .flatMap((rows) => {
      const keys = rows.map(({ entity }) => entity._key);
      return sides.map((side) => ({ side, keys, query: side.query(anyOf(keys)) }));
    });
  const replies = useQueries({
    queries: wanted.map(({ query }) => ({
      queryKey: ["side", query, asOf],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.query({ query, asOf }, signal),
      staleTime: 60_000,
    })),
    combine: (results) => results.map(({ data }) => data),
  });
  const found = wanted.map(({ side, keys }, index) => {
    return { id: side.id, keys: new Set(keys), byKey: rowsByKey(replies[index]) };
  });
  return (side: SideSpec, key: string): SideValue => {
    const place = found.find(({ id, keys }) => id === side.id && keys.has(key));
    if (place?.byKey === undefined) return undefined;
    const rows = place.byKey.get(key) ?? [];
    return side.shows === "number" ? numberIn(rows) : namesIn(rows);
  };
}

type TableRow = Readonly<Record<string, Cell>>;

function rowsByKey(reply: QueryReply | undefined): ReadonlyMap<string, TableRow[]> | undefined {
  if (reply?.result.type !== "table") return undefined;
  return Map.groupBy(reply.result.data, (row) => textOf(row["k"]));
}

function numberIn(rows: readonly TableRow[]): number {
  return rows.reduce((sum, row) => sum + Number(row["n"]), 0);
}

function namesIn(rows: readonly TableRow[]): readonly SideName[] {
  return rows.map((row) => ({ name: textOf(row["name"]), key: textOf(row["other"]) }));
}

function textOf(cell: Cell | undefined): string {
  return typeof cell === "string" ? cell : "";
}
