import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { useApi, useWorld } from "../app/world.ts";

const day = 86_400_000;

/** How much a query found on each of the last days and finds now; `undefined` where it is not known. */
export function useTrend(query: string, days: number): readonly (number | undefined)[] {
  const api = useApi();
  const { now } = useWorld();
  const [until] = useState(now);
  return useQueries({
    queries: Array.from({ length: days + 1 }, (_, index) => {
      const asOf = index === days ? undefined : until - (days - index) * day;
      return {
        queryKey: ["trend", query, asOf],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          api.query({ query, limit: 1, asOf }, signal),
        staleTime: Number.POSITIVE_INFINITY,
      };
    }),
    combine: (results) => known(results.map(({ data }) => data?.result.totalCount)),
  });
}

/** Before the tenant was first read there was nothing to count: that is no nought. */
function known(counts: readonly (number | undefined)[]): readonly (number | undefined)[] {
  const first = counts.findIndex((count) => count !== undefined && count > 0);
  return counts.map((count, index) => (index < first ? undefined : count));
}
