import { useQuery } from "@tanstack/react-query";
import type { Catalogue } from "../../../src/j1ql/catalogue.ts";
import { useApi } from "../app/world.ts";

const nothing: Catalogue = { entities: [], relationships: [] };

/** What the graph holds. */
export function useShape() {
  const api = useApi();
  return useQuery({ queryKey: ["shape"], queryFn: ({ signal }) => api.shape(signal) });
}

/** What a query can name: types, verbs and properties that there are. */
export function useCatalogue(): Catalogue {
  return useShape().data ?? nothing;
}
