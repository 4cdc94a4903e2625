import type { PackView } from "../../../src/service/rules/show-rules.ts";
import type { QuestionView } from "../../../src/service/questions/question-view.ts";
import type { RuleView } from "../../../src/service/rules/rule-view.ts";
import { type Parameters, parameterNames } from "../part/parameters.ts";
import { scheduleName, schedules } from "./schedules.ts";

/** A rule while it is made or changed. */
export interface RuleDraft {
  readonly name: string;
  readonly description: string;
  readonly severity: RuleView["severity"];
  readonly queries: RuleView["queries"];
  /** A template, or JupiterOne's list as JSON; nothing to alert as soon as something is found. */
  readonly condition: string;
  readonly parameters: Parameters;
  /** Its name among the schedules. */
  readonly every: string;
  readonly newOnly: boolean;
  readonly instanceId: number | null;
  readonly actions: RuleView["actions"];
  readonly tags: string;
}

/** Whom a rule tells. */
export type NotifyAction = Extract<RuleDraft["actions"][number], { kind: "notify" }>;

/** A tag that a rule gives what it finds. */
export type TagAction = Extract<RuleDraft["actions"][number], { kind: "tag" }>;

/** The form's parts work on a draft. */
export interface RuleFieldsProps {
  readonly draft: RuleDraft;
  readonly onChange: (patch: Partial<RuleDraft>) => void;
}

/** The words for how bad it is, from least to most. */
export const severities: readonly RuleDraft["severity"][] = [
  "INFO",
  "LOW",
  "MEDIUM",
  "HIGH",
  "CRITICAL",
];

const empty: RuleDraft = {
  name: "",
  description: "",
  severity: "HIGH",
  queries: [{ query: "" }],
  condition: "",
  parameters: {},
  every: "after_run",
  newOnly: false,
  instanceId: null,
  actions: [],
  tags: "",
};

/** A draft of a rule that asks this query. */
export function draftOfQuery(query: string, name = ""): RuleDraft {
  return { ...empty, name, queries: [{ query }] };
}

/** A draft of a rule that asks a question. */
export function draftOfQuestion(question: QuestionView): RuleDraft {
  const { title, description, queries, parameters, tags } = question;
  const asked = queries.map(({ name, query }) => ({
    ...(name === undefined ? {} : { name }),
    query,
  }));
  return { ...empty, name: title, description, queries: asked, parameters, tags: tags.join(", ") };
}

/** A draft of a rule of the pack; its queries stay as they ship. */
export function draftOfTemplate(template: PackView): RuleDraft {
  const { name, description, severity, newOnly, parameters, query } = template;
  const queries = [query === null ? {} : { query }];
  return { ...empty, name, description, severity, newOnly, queries, parameters: plain(parameters) };
}

/** A template's parameters are plain values. */
function plain(parameters: PackView["parameters"]): Parameters {
  const entries = Object.entries(parameters).flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? [[name, value] as const]
      : [],
  );
  return Object.fromEntries(entries);
}

/** A draft of a rule that is there. */
export function draftOfRule(rule: RuleView): RuleDraft {
  const { name, description, severity, queries, condition, newOnly, instanceId, actions } = rule;
  const given = condition === undefined ? "" : condition;
  return {
    name,
    description,
    severity,
    queries,
    newOnly,
    instanceId,
    actions,
    condition: typeof given === "string" ? given : JSON.stringify(given),
    parameters: rule.parameters,
    every: scheduleName(rule.schedule),
    tags: rule.tags.join(", "),
  };
}

/** The parameters that a draft's queries name, and those that it has. */
export function parametersOf({ queries, parameters }: RuleDraft): readonly string[] {
  const named = parameterNames(queries.map(({ query }) => query ?? ""));
  return [...new Set([...named, ...Object.keys(parameters)])];
}

/** The part of a draft that decides what the rule finds. */
export function askedOf({ queries, condition, parameters, instanceId }: RuleDraft) {
  const text = condition.trim();
  return {
    queries,
    ...(text === "" ? {} : { condition: conditionOf(text) }),
    parameters,
    instanceId,
  };
}

function conditionOf(text: string): unknown {
  if (!text.startsWith("[")) return text;
  try {
    return JSON.parse(text);
  } catch {
    // The server says what is wrong with it.
    return text;
  }
}

/** The schedule that a draft chooses; one that heeds an instance's runs only stays so. */
export function scheduleOf({ every }: RuleDraft, before?: RuleView["schedule"]): unknown {
  if (before !== undefined && scheduleName(before) === every) return before;
  return schedules.find(({ name }) => name === every)?.schedule;
}

/** A draft as the API takes it; what the form does not show of a rule that is there stays. */
export function bodyOf(draft: RuleDraft, rule?: RuleView): object {
  const { name, description, severity, newOnly, actions, tags } = draft;
  return {
    name,
    description,
    severity,
    newOnly,
    actions,
    ...askedOf(draft),
    schedule: scheduleOf(draft, rule?.schedule),
    templates: rule?.templates ?? {},
    tags: tags
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
  };
}
