import { useQuery } from "@tanstack/react-query";
import { useWorld } from "../app/world.ts";

/** The items that an address of the API lists. */
export function useItems<Item>(path: string) {
  const { call } = useWorld();
  return useQuery({
    queryKey: ["items", path],
    queryFn: async ({ signal }): Promise<readonly Item[]> =>
      (await (await call(path, { signal })).json()).items,
  });
}
