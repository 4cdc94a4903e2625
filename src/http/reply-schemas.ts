import { z } from "zod";
import type {
  DatabaseReply,
  ExplainReply,
  HealthReply,
  ShapeReply,
  StatusReply,
} from "./contract.ts";

const moment = z.number().meta({ description: "Epoch milliseconds" });

const explainedStep = z.object({
  kind: z.enum(["find", "hop", "somehow", "not"]),
  target: z.string(),
  optional: z.boolean(),
  types: z.array(z.string()).nullable(),
  ways: z
    .array(
      z.object({
        type: z.string(),
        direction: z.enum(["out", "in"]),
        fromType: z.string(),
        toType: z.string(),
        count: z.number(),
      }),
    )
    .nullable(),
  estimated: z.number().nullable(),
  actual: z.number(),
});

/** How a query is answered. */
export const explainReply: z.ZodType<ExplainReply> = z.object({
  result: z.enum(["list", "table", "tree"]),
  steps: z.array(explainedStep),
  rows: z.number(),
  sql: z.string(),
  values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
  measured: z.array(z.string()),
});

/** That a server is there, and which one. */
export const healthReply: z.ZodType<HealthReply> = z.object({
  status: z.literal("ok"),
  startedOn: moment,
});

const times = z.number().exactOptional();
const propertyKinds = z.object({
  string: times,
  number: times,
  boolean: times,
  null: times,
  list: times,
});

/** What the graph holds. */
export const shapeReply: z.ZodType<ShapeReply> = z.object({
  entities: z.array(
    z.object({
      type: z.string(),
      classes: z.array(z.string()),
      count: z.number(),
      properties: z.record(z.string(), propertyKinds),
    }),
  ),
  relationships: z.array(
    z.object({
      type: z.string(),
      verb: z.string(),
      fromType: z.string(),
      toType: z.string(),
      count: z.number(),
    }),
  ),
});

const lastRun = z.object({
  id: z.number(),
  state: z.string(),
  startedOn: moment,
  endedOn: moment.nullable(),
});

/** The instances with their last runs. */
export const statusReply: z.ZodType<StatusReply> = z.object({
  now: moment,
  instances: z.array(
    z.object({
      id: z.number(),
      tenantId: z.string(),
      accountName: z.string().nullable(),
      lastRun: lastRun.nullable(),
    }),
  ),
});

/** What the database tells of itself. */
export const databaseReply: z.ZodType<DatabaseReply> = z.object({
  engine: z.string(),
  memoryLimit: z.string(),
  schema: z.number(),
  rows: z.record(z.string(), z.number()),
  historyBeginsOn: moment.nullable(),
  lastRuns: z.array(lastRun.extend({ tenantId: z.string(), reason: z.string().nullable() })),
  lastApplied: z.record(z.string(), moment),
  replica: z
    .object({ serves: z.boolean(), behindMs: z.number(), reason: z.string().nullable() })
    .nullable(),
});
