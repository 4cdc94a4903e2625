import { z } from "zod";
import type { ExplainInput } from "../service/desk.ts";
import type { QueryInput } from "../service/service.ts";
import { moment, momentForm } from "./moment.ts";
import { type Refused, refusalOf } from "./refused.ts";

/** Of any length that a body can have: a query that is too long is a wrong query, told with the others. */
const queryText = z.string();

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const parameters = z.record(z.string(), z.union([scalar, z.array(scalar)]));

const question = {
  query: queryText.meta({ description: "J1QL" }),
  parameters: parameters
    .optional()
    .meta({ description: "Values for the query's {{parameters}}, by name" }),
  asOf: moment
    .optional()
    .meta({ description: `The graph as of this moment; now when absent. ${momentForm}` }),
};

/** The most rows one request may ask for. */
const maxLimit = 100_000;

/** What POST /api/v1/query takes. */
export const queryRequest = z
  .strictObject({
    ...question,
    view: z
      .literal("tree")
      .optional()
      .meta({ description: "All vertices and edges traversed, whatever the query returns" }),
    limit: z.number().int().min(1).max(maxLimit).optional().meta({
      description: "At most this many rows (start entities for a tree), besides the query's LIMIT",
    }),
  })
  .transform((body): QueryInput => {
    const asTree = body.view === "tree";
    return {
      text: body.query,
      parameters: body.parameters,
      asOf: body.asOf,
      asTree,
      limit: body.limit,
    };
  });

/** What POST /api/v1/explain takes. */
export const explainRequest = z
  .strictObject({
    ...question,
  })
  .transform(({ query, ...rest }): ExplainInput => ({ text: query, ...rest }));

/** The question that a request's body asks, or in words what is wrong with the body. */
export function parseQueryRequest(body: unknown): QueryInput | Refused {
  const parsed = queryRequest.safeParse(body);
  if (parsed.success) return parsed.data;
  return refusalOf(
    'The body must be {"query", "parameters"?, "asOf"?, "view"?, "limit"?}.',
    parsed.error,
  );
}

/** The question to explain, or in words what is wrong with the body. */
export function parseExplainRequest(body: unknown): ExplainInput | Refused {
  const parsed = explainRequest.safeParse(body);
  if (parsed.success) return parsed.data;
  return refusalOf('The body must be {"query", "parameters"?, "asOf"?}.', parsed.error);
}
