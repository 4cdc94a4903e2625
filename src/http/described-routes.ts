import { z } from "zod";
import type { Role } from "../service/caller.ts";
import { backupRequest, changesRequest, exportRequest } from "./lines-request.ts";
import {
  changeCounts,
  changeLine,
  exportLine,
  identityReport,
  lives,
  neighbourhoods,
  queryResult,
  verifiedLine,
} from "./graph-schemas.ts";
import { entityRequest, historyRequest, identitiesRequest } from "./object-routes.ts";
import { beginning, credentials } from "./session-routes.ts";
import { explainRequest, queryRequest } from "./query-request.ts";
import { compactRequest, publishRequest } from "./work-routes.ts";
import {
  databaseReply,
  explainReply,
  healthReply,
  shapeReply,
  statusReply,
} from "./reply-schemas.ts";

/** A route that is no verb's, as the API's description tells it. */
export interface DescribedRoute {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly name: string;
  readonly summary: string;
  /** `null` where anybody may ask. */
  readonly role: Role | null;
  readonly input: z.ZodType;
  readonly answer: { readonly type: string; readonly schema: z.ZodType };
  /** 200 when absent. */
  readonly status?: 201;
}

const nothing = z.strictObject({});
const text = z.string();
const bytes = z.string().meta({ format: "binary", description: "A DuckDB file" });
const problem = z.object({
  code: z.string(),
  message: z.string(),
  from: z.number().meta({ description: "UTF-16 units from the beginning of the query" }),
  to: z.number(),
});

const queryReply = z.object({
  result: queryResult,
  warnings: z.array(problem),
  ms: z.number().meta({ description: "Time the database took, in milliseconds" }),
});

const json = (schema: z.ZodType): DescribedRoute["answer"] => ({
  type: "application/json",
  schema,
});
const lines = (schema: z.ZodType): DescribedRoute["answer"] => ({
  type: "application/x-ndjson",
  schema,
});

const workLines = lines(
  z.union([
    z.object({ progress: z.object({ what: z.string(), count: z.number() }) }),
    z.object({ report: z.looseObject({}) }),
    z.object({
      problem: z.object({ status: z.number(), code: z.string(), detail: z.string() }),
    }),
  ]),
);

const session = z.object({
  access: z.enum(["open", "users"]),
  caller: z.object({ kind: z.string(), name: z.string(), role: z.string() }).nullable(),
  singleSignOn: z.string().nullable(),
});

/** Logging in and out, where not everybody is let in. */
const sessionRoutes: readonly DescribedRoute[] = [
  {
    method: "GET",
    path: "/api/v1/session",
    name: "session.get",
    summary: "Who one is, and how one can become somebody",
    role: null,
    input: nothing,
    answer: json(session),
  },
  {
    method: "POST",
    path: "/api/v1/session",
    name: "session.begin",
    summary: "Log in: the answer sets the session's cookie",
    role: null,
    input: credentials,
    answer: json(session),
  },
  {
    method: "DELETE",
    path: "/api/v1/session",
    name: "session.end",
    summary: "Log out",
    role: null,
    input: nothing,
    answer: json(session),
  },
  {
    method: "POST",
    path: "/api/v1/set-up",
    name: "session.setUp",
    summary: "Make the first administrator, with the token of the set-up link",
    role: null,
    input: beginning,
    answer: json(session),
    status: 201,
  },
];

/** The routes that are no verb's. */
export const describedRoutes: readonly DescribedRoute[] = [
  ...sessionRoutes,
  {
    method: "GET",
    path: "/api/v1/identities",
    name: "graph.identities",
    summary: "Whose the accounts are that log on, and why",
    role: "viewer",
    input: identitiesRequest,
    answer: json(identityReport),
  },
  {
    method: "POST",
    path: "/api/v1/query",
    name: "graph.query",
    summary: "Answer a question in J1QL, now or as of a moment",
    role: "viewer",
    input: queryRequest,
    answer: json(queryReply),
  },
  {
    method: "POST",
    path: "/api/v1/explain",
    name: "graph.explain",
    summary: "How a query is answered, measured",
    role: "viewer",
    input: explainRequest,
    answer: json(explainReply),
  },
  {
    method: "GET",
    path: "/api/v1/shape",
    name: "graph.shape",
    summary: "Which types there are, with how many of each",
    role: "viewer",
    input: nothing,
    answer: json(shapeReply),
  },
  {
    method: "GET",
    path: "/api/v1/status",
    name: "graph.status",
    summary: "Every instance with its last run",
    role: "viewer",
    input: nothing,
    answer: json(statusReply),
  },
  {
    method: "GET",
    path: "/api/v1/database",
    name: "database.facts",
    summary: "What the database tells of itself",
    role: "viewer",
    input: nothing,
    answer: json(databaseReply),
  },
  {
    method: "GET",
    path: "/api/v1/changes",
    name: "graph.changes",
    summary: "What each run did, or with net=true how two moments differ; one change a line",
    role: "viewer",
    input: changesRequest,
    answer: lines(changeLine),
  },
  {
    method: "GET",
    path: "/api/v1/changes/counts",
    name: "graph.changeCounts",
    summary: "The same, counted by type",
    role: "viewer",
    input: changesRequest,
    answer: json(changeCounts),
  },
  {
    method: "GET",
    path: "/api/v1/history",
    name: "graph.history",
    summary: "All versions of the objects with a _key",
    role: "viewer",
    input: historyRequest,
    answer: json(lives),
  },
  {
    method: "GET",
    path: "/api/v1/entity",
    name: "graph.entity",
    summary: "An entity with its neighbours, now or then",
    role: "viewer",
    input: entityRequest,
    answer: json(neighbourhoods),
  },
  {
    method: "GET",
    path: "/api/v1/export",
    name: "graph.export",
    summary: "The whole graph, now or as of a moment; one object a line",
    role: "viewer",
    input: exportRequest,
    answer: lines(exportLine),
  },
  {
    method: "GET",
    path: "/api/v1/verify",
    name: "database.verify",
    summary: "Check what must always hold; one check a line",
    role: "administrator",
    input: nothing,
    answer: lines(verifiedLine),
  },
  {
    method: "POST",
    path: "/api/v1/backup",
    name: "database.backup",
    summary: "A copy of the whole database, in one version of everything",
    role: "administrator",
    input: backupRequest,
    answer: { type: "application/octet-stream", schema: bytes },
  },
  {
    method: "POST",
    path: "/api/v1/compact",
    name: "database.compact",
    summary:
      "Let history go that is older than so many days: lines tell how far it is, the last one what was let go",
    role: "administrator",
    input: compactRequest,
    answer: workLines,
  },
  {
    method: "POST",
    path: "/api/v1/publications",
    name: "publications.now",
    summary:
      "Publish a graph to JupiterOne now, with a key that is not kept: lines tell how far it is, the last one what came of it",
    role: "administrator",
    input: publishRequest,
    answer: workLines,
  },
  {
    method: "GET",
    path: "/healthz",
    name: "server.health",
    summary: "Whether the process is there",
    role: null,
    input: nothing,
    answer: json(healthReply),
  },
  {
    method: "GET",
    path: "/readyz",
    name: "server.ready",
    summary: "Whether the server can answer: it reaches its database",
    role: null,
    input: nothing,
    answer: json(z.object({ status: z.literal("ready") })),
  },
  {
    method: "GET",
    path: "/metrics",
    name: "server.metrics",
    summary: "Figures in the text format of Prometheus",
    role: null,
    input: nothing,
    answer: { type: "text/plain", schema: text },
  },
];
