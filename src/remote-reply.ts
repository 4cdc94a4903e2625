import { z } from "zod";
import type { Change } from "./graph/change.ts";
import type {
  EntityReply,
  HistoryReply,
  IdentitiesReply,
  QueryReply,
  WorkLine,
} from "./http/contract.ts";
import type { Problem } from "./j1ql/problem.ts";
import type { QueryResult } from "./j1ql/result.ts";
import type { CompactReport } from "./service/compact.ts";
import type { PublishReport } from "./service/publish/publish-jupiterone.ts";
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

/** Whose the accounts are; not looked into. */
export const identitiesReply: z.ZodType<IdentitiesReply> = z.custom<IdentitiesReply>(
  (value) => typeof value === "object" && value !== null && "accounts" in value,
);

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

const workLine: z.ZodType<WorkLine> = z.union([
  z.object({ progress: z.object({ what: z.string(), count: z.number() }) }),
  z.object({ report: z.looseObject({}) }),
  z.object({
    problem: z.object({ status: z.number(), code: z.string(), detail: z.string() }),
  }),
]);

/** Whether a line tells of work. */
export function isWorkLine(value: unknown): value is WorkLine {
  return workLine.safeParse(value).success;
}

const compactReport: z.ZodType<CompactReport> = z.object({
  versions: z.number(),
  changes: z.number(),
  beginsOn: z.number().nullable(),
});

/** Whether a value is the report of a compaction. */
export function isCompactReport(value: unknown): value is CompactReport {
  return compactReport.safeParse(value).success;
}

const published = z.object({
  created: z.number(),
  updated: z.number(),
  deleted: z.number(),
  errors: z.number(),
});

const publishReport: z.ZodType<PublishReport> = z.object({
  publication: z.number(),
  instance: z.number(),
  job: z.string(),
  status: z.string(),
  resumed: z.boolean(),
  objects: z.number(),
  partialTypes: z.array(z.string()),
  entities: published,
  relationships: published,
  ms: z.number(),
});

/** Whether a value is the report of a publication. */
export function isPublishReport(value: unknown): value is PublishReport {
  return publishReport.safeParse(value).success;
}

function hasTexts(value: unknown, ...names: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  const texts = new Map<string, unknown>(Object.entries(value));
  return names.every((name) => typeof texts.get(name) === "string");
}
