import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { QueryReply } from "../../../src/http/contract.ts";
import type { ResultEntity } from "../../../src/j1ql/result.ts";
import { useApi } from "../app/world.ts";
import { pageQuery, pageSize } from "./collection-query.ts";

/** The rows of a list that are here so far; the rest comes when it is scrolled to. */
export interface Rows {
  /** How many there are; `undefined` while not known. */
  readonly total: number | undefined;
  readonly pages: ReadonlyMap<number, readonly ResultEntity[]>;
  readonly rowAt: (index: number) => ResultEntity | undefined;
  readonly onRange: (first: number, last: number) => void;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly retry: () => void;
}

/** Reads a sorted list by pages, those in sight. */
export function useRows(sorted: string, asOf: string | undefined): Rows {
  const api = useApi();
  const [range, setRange] = useState({ first: 0, last: 0 });
  // The first page tells how many there are, also while those in sight are on their way.
  const numbers = [...new Set([0, ...pagesIn(range)])];
  const results = useQueries({
    queries: numbers.map((page) => ({
      queryKey: ["rows", sorted, asOf, page],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.query({ query: pageQuery(sorted, page), asOf }, signal),
      placeholderData: page === 0 ? keepPreviousData : undefined,
    })),
  });
  const pages = new Map(numbers.map((page, index) => [page, entitiesOf(results[index]?.data)]));
  const onRange = useCallback((first: number, last: number) => {
    setRange((before) =>
      before.first === first && before.last === last ? before : { first, last },
    );
  }, []);
  return {
    pages,
    onRange,
    total: results.find(({ data }) => data !== undefined)?.data?.result.totalCount,
    rowAt: (index) => pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    error: results.find(({ error }) => error !== null)?.error ?? null,
    isFetching: results.some(({ isFetching }) => isFetching),
    retry: () => {
      for (const { refetch } of results) void refetch();
    },
  };
}

function pagesIn({ first, last }: { first: number; last: number }): readonly number[] {
  const from = Math.floor(first / pageSize);
  const to = Math.floor(Math.max(first, last) / pageSize);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function entitiesOf(reply: QueryReply | undefined): readonly ResultEntity[] {
  return reply?.result.type === "list" ? reply.result.data : [];
}
