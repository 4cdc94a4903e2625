import type { Data } from "./expression/expression.ts";
import type { Message, QueryFacts } from "./message.ts";

/** What a rule's condition may name: its queries, and the rule itself. */
export function ruleVariables(
  rule: { readonly id: number | null; readonly name: string; readonly description: string },
  queries: Readonly<Record<string, Pick<QueryFacts, "total" | "data" | "added" | "removed">>>,
): { readonly [name: string]: Data } {
  return {
    queries: Object.fromEntries(
      Object.entries(queries).map(([name, { total, data, added, removed }]) => [
        name,
        { total, data, added, removed },
      ]),
    ),
    alertRuleId: rule.id,
    alertRuleName: rule.name,
    alertRuleDescription: rule.description,
  };
}

/** What templates may name: JupiterOne's variables, and ours. */
export function messageVariables(
  message: Message,
  link: string,
): { readonly [name: string]: Data } {
  const { rule, queries, severity, title, text, labels, tags, event, total } = message;
  return {
    ...ruleVariables(rule, queries),
    alertLevel: severity,
    alertWebLink: link,
    alertTitle: title,
    alertText: text,
    alertId: message.alertId,
    alertEvent: event,
    alertTotal: total,
    alertLabels: labels,
    alertTags: tags,
    alertOpenedOn: new Date(message.openedOn).toISOString(),
    param: message.parameters,
  };
}
