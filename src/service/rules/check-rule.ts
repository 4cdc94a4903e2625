import { conditionProblems } from "../../alert/condition.ts";
import { queryName, type RuleDefinition } from "../../alert/definition.ts";
import { templateProblems } from "../../alert/template.ts";
import { checkText } from "../../j1ql/analyse.ts";
import type { SmartClasses } from "../../j1ql/smart-classes.ts";
import { findChannel } from "../../store/channel.ts";
import type { Database } from "../../store/database.ts";
import type { DeskParts } from "../desk-parts.ts";
import { invalid } from "../not-found.ts";

type Query = RuleDefinition["queries"][number];

function queryProblems(
  { query, check }: Query,
  {
    parameters,
    smartClasses,
  }: Pick<RuleDefinition, "parameters"> & { readonly smartClasses: SmartClasses },
): readonly string[] {
  if (query !== undefined && check !== undefined) return ["it has both a query and a check"];
  if (check !== undefined) return [];
  if (query === undefined) return ["it has neither a query nor a check"];
  return checkText(query, { parameters, smartClasses }).problems.map(
    ({ message, from }) => `at sign ${from + 1}: ${message}`,
  );
}

function nameProblems({ queries }: RuleDefinition): readonly string[] {
  const names = queries.map(queryName);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  return twice.map((name) => `queries: two are called ${name}`);
}

function textProblems({ actions, templates }: RuleDefinition): readonly string[] {
  const named = [
    ...Object.entries(templates).map(([name, text]) => [`templates.${name}`, text] as const),
    ...actions.flatMap(({ title = "", body = "" }, at) => [
      [`actions.${at}.title`, title] as const,
      [`actions.${at}.body`, body] as const,
    ]),
  ];
  return named.flatMap(([place, text]) =>
    templateProblems(text).map((problem) => `${place}: ${problem}`),
  );
}

async function channelProblems(
  reader: Pick<Database, "all">,
  { actions }: RuleDefinition,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [at, { channelId }] of actions.entries())
    if ((await findChannel(reader, channelId)) === null)
      problems.push(`actions.${at}.channelId: there is no channel ${channelId}`);
  return problems;
}

/** Throws `request_invalid` with all that is wrong with a rule. */
export async function refuseWrongRule(
  { parts, reader }: { readonly parts: DeskParts; readonly reader: Pick<Database, "all"> },
  verb: string,
  definition: RuleDefinition,
): Promise<void> {
  const smartClasses = await parts.smartClasses();
  const { parameters, condition, queries } = definition;
  const problems = [
    ...nameProblems(definition),
    ...queries.flatMap((query, at) =>
      queryProblems(query, { parameters, smartClasses }).map((one) => `queries.${at}: ${one}`),
    ),
    ...(condition === undefined ? [] : conditionProblems(condition, queries.map(queryName))).map(
      (one) => `condition: ${one}`,
    ),
    ...textProblems(definition),
    ...(await channelProblems(reader, definition)),
  ];
  if (problems.length > 0) throw invalid(verb, problems);
}
