import { useQuery } from "@tanstack/react-query";
import type { RuleView } from "../../../src/service/rules/rule-view.ts";
import type { PackView } from "../../../src/service/rules/show-rules.ts";
import { useWorld } from "../app/world.ts";

/** How often rules are asked for, in milliseconds: they are evaluated by themselves. */
const interval = 15_000;

/** Every rule with its last evaluation. */
export function useRules() {
  const { call } = useWorld();
  return useQuery({
    queryKey: ["rules"],
    queryFn: async ({ signal }): Promise<readonly RuleView[]> =>
      (await (await call("rules", { signal })).json()).items,
    refetchInterval: interval,
  });
}

/** The rules that ship, each a template. */
export function useTemplates() {
  const { call } = useWorld();
  return useQuery({
    queryKey: ["rules", "pack"],
    queryFn: async ({ signal }): Promise<readonly PackView[]> =>
      (await (await call("rules/pack", { signal })).json()).items,
  });
}
