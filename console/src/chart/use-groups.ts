import { useQuery } from "@tanstack/react-query";
import { useApi } from "../app/world.ts";

/** A group of a query's answer with its number. */
export interface CountedGroup {
  readonly name: string;
  readonly count: number;
}

/** The answer to a query that returns `name` and `n`; `undefined` while it is on its way. */
export function useGroups(query: string): readonly CountedGroup[] | undefined {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ["groups", query],
    queryFn: ({ signal }) => api.query({ query }, signal),
    staleTime: 60_000,
  });
  if (data?.result.type !== "table") return undefined;
  return data.result.data.map((row) => {
    const name = row["name"];
    return { name: typeof name === "string" ? name : "not told", count: Number(row["n"] ?? 0) };
  });
}
