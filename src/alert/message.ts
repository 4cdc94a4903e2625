import { z } from "zod";
import { told } from "./alert-state.ts";
import type { Data } from "./expression/expression.ts";
import { severities } from "./severity.ts";

const data: z.ZodType<Data> = z.json();

const queryFacts = z.object({
  total: z.number(),
  added: z.number(),
  removed: z.number(),
  still: z.number(),
  /** The first results. */
  data: z.array(data),
  /** The first of those that are new. */
  addedData: z.array(data),
  /** The first of those that are gone, as people call them. */
  removedLabels: z.array(z.string()),
});

/** What was found, as an alert keeps it. */
export const evidenceSchema = z.object({
  queries: z.record(z.string(), queryFacts),
  labels: z.array(z.string()),
  total: z.number(),
});

/** What receivers are told, of an alert or as a test: plain data that outlives what it speaks of. */
export const messageSchema = z.object({
  event: z.enum([...told, "test"]),
  /** The same for all that is told of one alert. */
  reference: z.string(),
  alertId: z.number().nullable(),
  kind: z.enum(["rule", "evaluation", "test"]),
  severity: z.enum(severities),
  title: z.string(),
  /** What happened, in a sentence. */
  text: z.string(),
  rule: z.object({ id: z.number().nullable(), name: z.string(), description: z.string() }),
  openedOn: z.number(),
  happenedOn: z.number(),
  total: z.number(),
  queries: z.record(z.string(), queryFacts),
  /** Results as people call them, new ones first. */
  labels: z.array(z.string()),
  tags: z.array(z.string()),
  parameters: z.record(z.string(), data),
  templates: z.record(z.string(), z.string()),
  /** Templates of the rule's action in place of the channel's own texts. */
  templateOf: z.object({ title: z.string().nullable(), body: z.string().nullable() }),
});

export type Message = z.output<typeof messageSchema>;
export type QueryFacts = z.output<typeof queryFacts>;
