import { z } from "zod";
import type { EpochMs } from "../base/clock.ts";
import type { QueryInput } from "../service/service.ts";

/** The longest query text taken, in UTF-16 units. */
const maxQueryLength = 32_768;

/** The most rows one request may ask for. */
const maxLimit = 100_000;

const moment = z
  .union([z.number().int(), z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((value): EpochMs => (typeof value === "number" ? value : Date.parse(value)));

const queryRequest = z
  .strictObject({
    query: z.string().max(maxQueryLength),
    asOf: moment.optional(),
    view: z.literal("tree").optional(),
    limit: z.number().int().min(1).max(maxLimit).optional(),
  })
  .transform((body): QueryInput => {
    const asTree = body.view === "tree";
    return { text: body.query, asOf: body.asOf, asTree, limit: body.limit };
  });

/** The question that a request's body asks, or in words what is wrong with the body. */
export function parseQueryRequest(body: unknown): QueryInput | { readonly refused: string } {
  const parsed = queryRequest.safeParse(body);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    ({ path, message }) => `${path.join(".") || "body"}: ${message}`,
  );
  return {
    refused: `The body must be {"query", "asOf"?, "view"?, "limit"?}. ${issues.join("; ")}.`,
  };
}
