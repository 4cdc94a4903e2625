import { holds } from "./condition.ts";
import { queryName, type RuleDefinition } from "./definition.ts";
import type { Evidence } from "./evidence.ts";
import { ruleVariables } from "./variables.ts";

/** Whether a rule holds: its condition, or else that its first query found something. */
export function ruleHolds(
  definition: RuleDefinition,
  id: number | null,
  { queries }: Evidence,
): boolean {
  const [first] = definition.queries;
  const name = first === undefined ? "query0" : queryName(first, 0);
  const { condition = `{{queries.${name}.total > 0}}`, description, templates } = definition;
  const about = { id, name: definition.name, description };
  return holds(condition, { variables: ruleVariables(about, queries), templates });
}
