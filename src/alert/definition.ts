import { z } from "zod";
import { told } from "./alert-state.ts";
import { conditionSchema } from "./condition.ts";
import { healthChecks } from "./health-check.ts";
import { severities } from "./severity.ts";

const parameterValue = z.union([
  z.string().max(1_000),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string().max(1_000), z.number(), z.boolean()])).max(1_000),
]);

/** Values for a query's parameters. */
export const parametersSchema = z.record(z.string().max(100), parameterValue);

/** One query of a rule: J1QL over the graph, or a check of how the product itself fares. */
const ruleQuery = z.strictObject({
  name: z
    .string()
    .regex(/^\w{1,60}$/, "a name of letters, digits and _")
    .optional()
    .meta({ description: "How the condition calls it; query0, query1, … when absent" }),
  query: z.string().min(1).max(20_000).optional().meta({ description: "J1QL" }),
  check: z
    .enum(healthChecks)
    .optional()
    .meta({ description: "In place of a query: what to look at in the product's own runs" }),
  rowKey: z
    .array(z.string().max(200))
    .max(20)
    .optional()
    .meta({ description: "The columns that say which row is which; texts and flags when absent" }),
});

/** How often a rule is evaluated, in milliseconds; the words are JupiterOne's. */
export const intervals = {
  FIFTEEN_MINUTES: 900_000,
  THIRTY_MINUTES: 1_800_000,
  ONE_HOUR: 3_600_000,
  FOUR_HOURS: 14_400_000,
  EIGHT_HOURS: 28_800_000,
  TWELVE_HOURS: 43_200_000,
  ONE_DAY: 86_400_000,
  ONE_WEEK: 604_800_000,
} as const;

const intervalNames = z.enum([
  "FIFTEEN_MINUTES",
  "THIRTY_MINUTES",
  "ONE_HOUR",
  "FOUR_HOURS",
  "EIGHT_HOURS",
  "TWELVE_HOURS",
  "ONE_DAY",
  "ONE_WEEK",
]);

const scheduleSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("interval"), every: intervalNames }),
  z.strictObject({
    kind: z.literal("after_run"),
    instanceId: z
      .number()
      .int()
      .nullable()
      .meta({ description: "Only after this instance's runs; null: after every run" }),
  }),
]);

const template = z.string().max(20_000);

/** Whom to tell when an alert opens, changes or closes. */
const notifySchema = z.strictObject({
  kind: z.literal("notify"),
  channelId: z.number().int(),
  on: z
    .array(z.enum(told))
    .min(1)
    .default(["opened", "reopened", "closed"])
    .meta({ description: "What to tell; updated: new results joined an open alert" }),
  title: template.optional().meta({ description: "A template in place of the alert's title" }),
  body: template.optional().meta({ description: "A template in place of the channel's own text" }),
});

/** A tag for the entities that a rule finds, for as long as it finds them. */
const tagSchema = z.strictObject({
  kind: z.literal("tag"),
  name: z
    .string()
    .regex(/^[A-Za-z][\w.-]{0,63}$/, {
      error: "a tag's name has letters, digits, '_', '.' and '-', and begins with a letter",
    })
    .refine((name) => name !== "AccountName", { error: "AccountName is the instance's own tag" })
    .meta({ description: "Without `tag.`; queries see it as `tag.<name>`" }),
  value: z
    .union([z.string().max(500), z.number(), z.boolean()])
    .default(true)
    .meta({ description: "true when absent" }),
  keep: z.boolean().default(false).meta({
    description: "Leave the tag when the alert closes or the entity is no result any more",
  }),
});

/** What a rule does besides raising an alert. */
const actionSchema = z.discriminatedUnion("kind", [notifySchema, tagSchema]);

/** All that a rule is; the parts that JupiterOne has, too, carry its names. */
export const definitionSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(5_000).default(""),
  severity: z.enum(severities).default("HIGH"),
  queries: z.array(ruleQuery).min(1).max(10),
  condition: conditionSchema
    .optional()
    .meta({ description: "When to alert; when absent, as soon as the first query has a result" }),
  newOnly: z
    .boolean()
    .default(false)
    .meta({ description: "Only results that were not there when the rule was first evaluated" }),
  instanceId: z
    .number()
    .int()
    .nullable()
    .default(null)
    .meta({ description: "Only this instance's part of the graph; null: all of it" }),
  schedule: scheduleSchema.default({ kind: "after_run", instanceId: null }),
  actions: z.array(actionSchema).max(20).default([]),
  templates: z.record(z.string().max(100), template).default({}),
  tags: z.array(z.string().trim().min(1).max(100)).max(50).default([]),
  parameters: parametersSchema.default({}),
});

export type RuleDefinition = z.output<typeof definitionSchema>;
export type NotifyAction = z.output<typeof notifySchema>;
export type TagAction = z.output<typeof tagSchema>;

/** Whom a rule tells. */
export function notifiesOf({ actions }: Pick<RuleDefinition, "actions">): readonly NotifyAction[] {
  return actions.filter((action) => action.kind === "notify");
}

/** The tags that a rule gives. */
export function tagsOf({ actions }: Pick<RuleDefinition, "actions">): readonly TagAction[] {
  return actions.filter((action) => action.kind === "tag");
}
export type RuleQuery = z.infer<typeof ruleQuery>;

/** What a rule's query is called in its condition. */
export function queryName(query: RuleQuery, index: number): string {
  return query.name ?? `query${index}`;
}
