import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Catalogue, PropertyKinds } from "../../../src/j1ql/catalogue.ts";
import type { QueryReply } from "../../../src/http/contract.ts";
import type { Value } from "../../../src/j1ql/result.ts";
import { useApi } from "../app/world.ts";

/** So many entities of a type tell which properties it has. */
const sampled = 40;

/** At most so many types of a query are looked at. */
const mostTypes = 6;

/** What the graph holds. */
export function useShape() {
  const api = useApi();
  return useQuery({ queryKey: ["shape"], queryFn: ({ signal }) => api.shape(signal) });
}

/** What a query can name: the graph's types and verbs, and the properties of the types that the text names already. */
export function useCatalogue(text: string): Catalogue {
  const api = useApi();
  const { data: shape } = useShape();
  const words = new Set(text.match(/\w+/g));
  const named = (shape?.entities ?? [])
    .filter(({ type, classes }) => words.has(type) || classes.some((name) => words.has(name)))
    .slice(0, mostTypes);
  const samples = useQueries({
    queries: named.map(({ type }) => ({
      queryKey: ["sample", type],
      queryFn: () => api.query({ query: `FIND ${type}`, limit: sampled }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (results) => results.map(({ data }) => data),
  });
  const names = named.map(({ type }) => type).join();
  return useMemo(() => {
    const known = new Map(names.split(",").map((type, index) => [type, samples[index]]));
    const entities = (shape?.entities ?? []).map(({ type, classes, count }) => {
      return { type, classes, count, properties: propertiesIn(known.get(type)) };
    });
    return { entities, relationships: shape?.relationships ?? [] };
  }, [shape, names, samples]);
}

function propertiesIn(reply: QueryReply | undefined): Readonly<Record<string, PropertyKinds>> {
  if (reply?.result.type !== "list") return {};
  const properties: Record<string, Record<string, number>> = {};
  for (const entity of reply.result.data) {
    for (const [name, value] of Object.entries(entity.properties)) {
      const kinds = (properties[name] ??= {});
      const kind = kindOf(value);
      kinds[kind] = (kinds[kind] ?? 0) + 1;
    }
  }
  return properties;
}

function kindOf(value: Value): keyof PropertyKinds {
  if (value === null) return "null";
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "list";
}
