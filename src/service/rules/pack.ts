import { definitionSchema, type RuleDefinition } from "../../alert/definition.ts";
import { exposureRules } from "./pack-exposure.ts";
import { hygieneRules } from "./pack-hygiene.ts";
import { peopleRules } from "./pack-people.ts";
import type { PackRule } from "./pack-rule.ts";

/** Every rule that ships. */
export const pack: readonly PackRule[] = [...exposureRules, ...hygieneRules, ...peopleRules];

/** What a rule of the pack says. */
export function packDefinition(rule: PackRule): RuleDefinition {
  const { name, description, severity, asks, newOnly, parameters, tags } = rule;
  return definitionSchema.parse({
    name,
    description,
    severity,
    queries: [asks],
    newOnly,
    parameters,
    tags,
  });
}
