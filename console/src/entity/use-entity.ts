import { useQuery } from "@tanstack/react-query";
import { useApi } from "../app/world.ts";

/** The entities with a key, now or as of a moment. */
export function useEntity(key: string | undefined, asOf: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: ["entity", key, asOf],
    queryFn: ({ signal }) => api.entity(key ?? "", asOf, signal),
    enabled: key !== undefined && key !== "",
  });
}
