import type { EpochMs } from "../base/clock.ts";
import type { Parameters } from "../j1ql/parameters.ts";
import type { Problem } from "../j1ql/problem.ts";
import type { QueryResult } from "../j1ql/result.ts";
import type { Caller } from "../service/caller.ts";
import type { ChangeCounts } from "../service/change-counts.ts";
import type { DatabaseView, EntityView, ExplanationView, LifeView } from "../service/desk.ts";
import type { IdentityReport } from "../service/identities.ts";
import type { Told } from "../service/told.ts";
import type { GraphShape, InstanceStatus } from "../service/service.ts";

/** What `POST /api/v1/query` takes. */
export interface QueryRequest {
  /** The question in J1QL. */
  readonly query: string;
  /** Values for the query's parameters, by name. */
  readonly parameters?: Parameters | undefined;
  /** Answer as the graph was at this moment: epoch milliseconds or an ISO 8601 time. */
  readonly asOf?: EpochMs | string | undefined;
  /** Answer with everything traversed, whatever the query returns. */
  readonly view?: "tree" | undefined;
  /** At most this many rows (start entities for a tree). */
  readonly limit?: number | undefined;
}

/** What `POST /api/v1/query` answers with status 200. */
export interface QueryReply {
  readonly result: QueryResult;
  readonly warnings: readonly Problem[];
  /** Time the database took, in milliseconds. */
  readonly ms: number;
}

/** What `POST /api/v1/explain` takes. */
export type ExplainRequest = Pick<QueryRequest, "query" | "parameters" | "asOf">;

/** What `POST /api/v1/explain` answers with status 200. */
export type ExplainReply = ExplanationView;

/** A line of what `POST /api/v1/compact` and `POST /api/v1/publications` answer: how far the work is, or how it ended. */
export type WorkLine =
  | { readonly progress: Told }
  | { readonly report: object }
  | { readonly problem: Pick<ProblemReply, "status" | "code" | "detail"> };

/** What `GET /healthz` answers. */
export interface HealthReply {
  readonly status: "ok";
  /** When this server started: tells it from another one at the same address. */
  readonly startedOn: EpochMs;
}

/** What `GET /api/v1/shape` answers. */
export type ShapeReply = GraphShape;

/** What `GET`, `POST` and `DELETE /api/v1/session` answer: who one is, and how one can become somebody. */
export interface SessionReply {
  /** `open`: whoever is on this machine may do everything; `users`: one has to log in. */
  readonly access: "open" | "users";
  readonly caller: Pick<Caller, "kind" | "name" | "role"> | null;
  /** What the identity provider is called, when there is one: `/login/single-sign-on?next=` leads there. */
  readonly singleSignOn: string | null;
}

/** What `GET /api/v1/status` answers. */
export interface StatusReply {
  /** The server's present moment, so that ages do not depend on the reader's clock. */
  readonly now: EpochMs;
  readonly instances: readonly InstanceStatus[];
}

/** What `GET /api/v1/changes/counts` answers; it takes what `GET /api/v1/changes` takes. */
export interface ChangeCountsReply {
  readonly types: readonly ChangeCounts[];
}

/** What `GET /api/v1/history?object=` answers: one life for each tenant that has the `_key`. */
export interface HistoryReply {
  readonly objects: readonly LifeView[];
}

/** What `GET /api/v1/entity?object=&asOf=&limit=` answers: one for each tenant that has the `_key`. */
export interface EntityReply {
  readonly entities: readonly EntityView[];
}

/** What `GET /api/v1/identities?status=&search=&tenantId=&limit=&offset=` answers. */
export type IdentitiesReply = IdentityReport;

/** What `GET /api/v1/database` answers. */
export type DatabaseReply = DatabaseView;

/** What every refusal and failure answers (RFC 9457, `application/problem+json`). */
export interface ProblemReply {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What was attempted, what was found, what to do. */
  readonly detail: string;
  /** A code of the error catalogue. */
  readonly code: string;
  /** For a wrong query: what is wrong, at exact places of its text. */
  readonly problems?: readonly Problem[];
}
