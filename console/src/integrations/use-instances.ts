import { useQuery } from "@tanstack/react-query";
import type { InstanceView } from "../../../src/service/instances/instance-view.ts";
import type { RunView } from "../../../src/service/runs/run-view.ts";
import type { HeldInstance } from "./held-instance.ts";
import { isOver } from "../runs/is-over.ts";
import { useWorld } from "../app/world.ts";

/** How often what may be under way is asked for, in milliseconds. */
const whileRunning = 2_000;

/** Every instance with its last run. */
export function useInstances() {
  const { call } = useWorld();
  return useQuery({
    queryKey: ["instances"],
    queryFn: async ({ signal }): Promise<readonly InstanceView[]> =>
      (await (await call("instances", { signal })).json()).items,
  });
}

/** One instance. */
export function useInstance(id: string | undefined) {
  const { call } = useWorld();
  return useQuery({
    queryKey: ["instance", id],
    queryFn: async ({ signal }): Promise<HeldInstance> =>
      (await call(`instances/${id}`, { signal })).json(),
    enabled: id !== undefined,
  });
}

/** An instance's runs, the latest first; asked again while one is under way. */
export function useRuns(instance: string | undefined) {
  const { call } = useWorld();
  return useQuery({
    queryKey: ["runs", instance],
    queryFn: async ({ signal }): Promise<readonly RunView[]> =>
      (await (await call(`runs?instance=${instance}&limit=50`, { signal })).json()).items,
    enabled: instance !== undefined,
    // The first run of a new instance comes by itself, within moments.
    refetchInterval: ({ state: { data } }) =>
      data?.length === 0 || data?.some(({ state }) => !isOver(state)) ? whileRunning : false,
  });
}
