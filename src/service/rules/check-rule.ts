import { conditionProblems } from "../../alert/condition.ts";
import { notifiesOf, queryName, type RuleDefinition, tagsOf } from "../../alert/definition.ts";
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

function textProblems(definition: RuleDefinition): readonly string[] {
  const { templates } = definition;
  const named = [
    ...Object.entries(templates).map(([name, text]) => [`templates.${name}`, text] as const),
    ...notifiesOf(definition).flatMap(({ title = "", body = "" }, at) => [
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
  definition: RuleDefinition,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [at, { channelId }] of notifiesOf(definition).entries())
    if ((await findChannel(reader, channelId)) === null)
      problems.push(`actions.${at}.channelId: there is no channel ${channelId}`);
  return problems;
}

/** Of whole entities alone is it known which they are. */
function tagProblems(definition: RuleDefinition, smartClasses: SmartClasses): readonly string[] {
  const { queries, parameters } = definition;
  const names = tagsOf(definition).map(({ name }) => name);
  const [name] = names;
  if (name === undefined) return [];
  const twice = names.filter((one, at) => names.indexOf(one) !== at);
  const tellsEntities = queries.some(({ query }) => {
    const plan = query === undefined ? null : checkText(query, { parameters, smartClasses }).plan;
    const isWhole = plan?.columns.some(({ value }) => value.kind === "whole") === true;
    return plan !== null && (plan.result !== "table" || isWhole);
  });
  const untold = `actions: no query gives whole entities, so nothing can be tagged ${name}. Leave RETURN out, or return the name of an entity itself (RETURN device, …)`;
  return [
    ...twice.map((one) => `actions: two give the tag ${one}`),
    ...(tellsEntities ? [] : [untold]),
  ];
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
    ...tagProblems(definition, smartClasses),
    ...(await channelProblems(reader, definition)),
  ];
  if (problems.length > 0) throw invalid(verb, problems);
}
