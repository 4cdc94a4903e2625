import { useQuery } from "@tanstack/react-query";
import { useApi } from "../app/world.ts";

/** How many entities a query without `RETURN` starts from. */
export function useCount(query: string): number | undefined {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ["total", query],
    queryFn: ({ signal }) => api.query({ query, limit: 1 }, signal),
    staleTime: 60_000,
  });
  return data?.result.totalCount;
}
