import { z } from "zod";
import type {
  DatabaseReply,
  ExplainReply,
  HealthReply,
  ShapeReply,
  StatusReply,
} from "./contract.ts";

const moment = z.number().meta({ description: "Epoch milliseconds" });

/** How a query is answered. */
export const explainReply: z.ZodType<ExplainReply> = z.object({ explanation: z.string() });

/** That a server is there, and which one. */
export const healthReply: z.ZodType<HealthReply> = z.object({
  status: z.literal("ok"),
  startedOn: moment,
});

/** What the graph holds. */
export const shapeReply: z.ZodType<ShapeReply> = z.object({
  entities: z.array(
    z.object({ type: z.string(), classes: z.array(z.string()), count: z.number() }),
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
});
