import { useQuery } from "@tanstack/react-query";
import type { QueryReply } from "../../../src/http/contract.ts";
import { useApi } from "../app/world.ts";

/** A value that a property has, with how often. */
interface KnownValue {
  readonly value: string;
  readonly count: number;
}

/** So many values are offered. */
const most = 40;

const nothing: readonly KnownValue[] = [];

/** The values that a property has most often, asked for once they are wanted. */
export function useKnownValues(
  what: string,
  property: string,
  isWanted: boolean,
): readonly KnownValue[] {
  const api = useApi();
  const path = /^[\w.]+$/.test(property) ? property : `[${property}]`;
  const query = `FIND ${what} AS it RETURN it.${path} AS value, COUNT(it) AS n ORDER BY n DESC LIMIT ${most}`;
  const { data } = useQuery({
    queryKey: ["known-values", query],
    queryFn: async ({ signal }) => valuesOf(await api.query({ query }, signal)),
    enabled: isWanted && what !== "" && property !== "",
    staleTime: 60_000,
  });
  return data ?? nothing;
}

function valuesOf({ result }: QueryReply): readonly KnownValue[] {
  if (result.type !== "table") return nothing;
  return result.data.flatMap((row) => {
    const value = row["value"];
    const isSimple = typeof value === "string" || typeof value === "number";
    return isSimple && value !== "" ? [{ value: String(value), count: Number(row["n"] ?? 0) }] : [];
  });
}
