import { z } from "zod";
import type { CollectReport } from "./collect.ts";

const counts = z.record(z.string(), z.number());
const nullableText = z.string().nullable();

const step = z.looseObject({
  step: z.string(),
  title: z.string(),
  status: z.string(),
  optional: z.boolean(),
  way: z.string(),
  reason: nullableText,
  received: z.number(),
  expected: z.number().nullable(),
  calls: z.number(),
  retries: z.number(),
  throttled: z.number(),
  bytes: z.number(),
  ms: z.number(),
});

const type = z.looseObject({
  type: z.string(),
  kind: z.enum(["entity", "relationship"]),
  created: z.number(),
  updated: z.number(),
  refreshed: z.number(),
  deleted: z.number(),
  kept: z.number(),
  heldBack: z.number(),
  total: z.number(),
});

const report = z.looseObject({
  run: z.number(),
  status: z.enum(["complete", "partial", "failed"]),
  reason: nullableText,
  tenant: z.string(),
  accountName: nullableText,
  startedOn: z.number(),
  baseline: z.boolean(),
  steps: z.array(step),
  types: z.array(type),
  created: counts,
  updated: counts,
  deleted: counts,
  heldBack: counts,
  notes: z.array(z.looseObject({ code: z.string(), text: z.string(), count: z.number() })),
  peakMemoryBytes: z.number(),
  ms: z.number(),
});

/** Whether a value is the report of a run, as this release writes it. */
export function isCollectReport(value: unknown): value is CollectReport {
  return report.safeParse(value).success;
}
