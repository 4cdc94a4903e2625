import { z } from "zod";
import type { Change } from "./graph/change.ts";
import type {
  DatabaseReply,
  EntityReply,
  ExplainReply,
  HealthReply,
  HistoryReply,
  QueryReply,
  ShapeReply,
  StatusReply,
} from "./http/contract.ts";
import type { Problem } from "./j1ql/problem.ts";
import type { QueryResult } from "./j1ql/result.ts";
import type { EntityView, LifeView, VerifiedView } from "./service/desk.ts";
import type { ExportLine } from "./store/export.ts";

const problem: z.ZodType<Problem> = z.object({
  code: z.string(),
  message: z.string(),
  from: z.number(),
  to: z.number(),
});

/** A refusal or failure in the server's words. */
export const problemReply = z.object({
  code: z.string(),
  detail: z.string(),
  problems: z.array(problem).optional(),
});

/** An answer to a query. The rows are not looked into: they are many, and the same program wrote them. */
export const queryReply: z.ZodType<QueryReply> = z.object({
  result: z.custom<QueryResult>((value) => hasTexts(value, "type")),
  warnings: z.array(problem),
  ms: z.number(),
});

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
  startedOn: z.number(),
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
  startedOn: z.number(),
  endedOn: z.number().nullable(),
});

/** The instances with their last runs. */
export const statusReply: z.ZodType<StatusReply> = z.object({
  now: z.number(),
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
  historyBeginsOn: z.number().nullable(),
  lastRuns: z.array(lastRun.extend({ tenantId: z.string(), reason: z.string().nullable() })),
  lastApplied: z.record(z.string(), z.number()),
});

/** All versions of an object; they are not looked into. */
export const historyReply: z.ZodType<HistoryReply> = z.object({
  objects: z.array(z.custom<LifeView>((value) => hasTexts(value, "kind", "key"))),
});

/** An entity with its neighbours; they are not looked into. */
export const entityReply: z.ZodType<EntityReply> = z.object({
  entities: z.array(
    z.custom<EntityView>(
      (value) => typeof value === "object" && value !== null && "neighbours" in value,
    ),
  ),
});

/** Whether a line is one of an export. */
export function isExportLine(value: unknown): value is ExportLine {
  return hasTexts(value, "kind", "_key", "_type");
}

/** Whether a line is a change. */
export function isChange(value: unknown): value is Change {
  return hasTexts(value, "kind", "operation", "key", "type");
}

/** Whether a line is what a check found. */
export function isVerified(value: unknown): value is VerifiedView {
  return hasTexts(value, "check", "holds", "todo");
}

function hasTexts(value: unknown, ...names: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  const texts = new Map<string, unknown>(Object.entries(value));
  return names.every((name) => typeof texts.get(name) === "string");
}
