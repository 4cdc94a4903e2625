import { z } from "zod";
import { operations } from "../service/changes.ts";
import type { ChangesInput, ExportInput } from "../service/desk.ts";
import { momentText, momentForm } from "./moment.ts";
import { type Refused, refusalOf } from "./refused.ts";

/** What GET /api/v1/export takes. */
export const exportRequest = z.strictObject({
  asOf: momentText
    .optional()
    .meta({ description: `The graph as of this moment; now when absent. ${momentForm}` }),
});

/** What GET /api/v1/changes takes. */
export const changesRequest = z
  .strictObject({
    since: momentText.optional().meta({ description: `From this moment on. ${momentForm}` }),
    until: momentText.optional().meta({
      description: `Before this moment; with net=true as of it, now when absent. ${momentForm}`,
    }),
    net: z.enum(["true", "false"]).optional().meta({
      description:
        "true: how the graph as of until differs from the graph as of since, which is needed; else what each run did",
    }),
    type: z
      .string()
      .max(512)
      .optional()
      .meta({ description: "Only this type of entity or relationship" }),
    operation: z.enum(operations).optional(),
    object: z.string().max(4_096).optional().meta({ description: "Only what has this _key" }),
    property: z
      .string()
      .max(512)
      .optional()
      .meta({ description: "Only updates in which this property changed" }),
  })
  .refine(({ net, since }) => net !== "true" || since !== undefined, {
    path: ["since"],
    message: "net=true compares two moments and needs the first one",
  })
  .refine(({ since = 0, until = since }) => since <= until, {
    path: ["until"],
    message: "is before since",
  })
  .transform(({ net, object, ...rest }): ChangesInput => ({
    ...rest,
    ...(net === undefined ? {} : { net: net === "true" }),
    ...(object === undefined ? {} : { key: object }),
  }));

/** The moment whose graph an address asks for, or in words what is wrong with the address. */
export function parseExportRequest(query: unknown): ExportInput | Refused {
  const parsed = exportRequest.safeParse(query);
  if (parsed.success) return parsed.data;
  return refusalOf("The address takes ?asOf= and nothing else.", parsed.error);
}

/** Which changes an address asks for, or in words what is wrong with the address. */
export function parseChangesRequest(query: unknown): ChangesInput | Refused {
  const parsed = changesRequest.safeParse(query);
  if (parsed.success) return parsed.data;
  const mustBe =
    "The address takes ?since=, ?until=, ?net=, ?type=, ?operation=, ?object= and ?property=.";
  return refusalOf(mustBe, parsed.error);
}

// A body in JSON is what no web page of another origin can send without asking first.
/** What POST /api/v1/backup takes. */
export const backupRequest = z.strictObject({});

/** An empty wish, or in words what is wrong with the body. */
export function parseBackupRequest(body: unknown): Record<never, never> | Refused {
  const parsed = backupRequest.safeParse(body);
  return parsed.success ? {} : refusalOf("The body must be {}.", parsed.error);
}
