import type {
  ChangeCountsReply,
  EntityReply,
  ExplainReply,
  ExplainRequest,
  IdentitiesReply,
  SessionReply,
  HistoryReply,
  QueryReply,
  QueryRequest,
  ShapeReply,
  StatusReply,
} from "../../../src/http/contract.ts";
import type { ChangeView } from "../../../src/service/desk.ts";
import { linesOf } from "./lines.ts";
import { problemIn, RequestFailure, unreachable } from "./request-failure.ts";

/** Which changes to read, as the address of the API takes it. */
export interface ChangesRequest {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly net?: "true" | undefined;
  readonly type?: string | undefined;
  readonly operation?: string | undefined;
  readonly object?: string | undefined;
  readonly property?: string | undefined;
}

/** Which accounts to tell of. */
interface IdentitiesRequest {
  readonly status?: string | undefined;
  readonly search?: string | undefined;
  readonly limit?: string | undefined;
}

/** The server's verbs as the pages call them. Each throws `RequestFailure`, or the abort's reason. */
export interface Api {
  query(request: QueryRequest, signal?: AbortSignal): Promise<QueryReply>;
  explain(request: ExplainRequest, signal?: AbortSignal): Promise<ExplainReply>;
  shape(signal?: AbortSignal): Promise<ShapeReply>;
  status(signal?: AbortSignal): Promise<StatusReply>;
  session(signal?: AbortSignal): Promise<SessionReply>;
  identities(request: IdentitiesRequest, signal?: AbortSignal): Promise<IdentitiesReply>;
  entity(key: string, asOf: string | undefined, signal?: AbortSignal): Promise<EntityReply>;
  history(key: string, signal?: AbortSignal): Promise<HistoryReply>;
  changeCounts(request: ChangesRequest, signal?: AbortSignal): Promise<ChangeCountsReply>;
  /** The first changes, at most so many: the server stops when they are read. */
  changes(request: ChangesRequest, most: number, signal?: AbortSignal): Promise<ChangeView[]>;
}

/** Calls an address of the API: JSON in, the reply out. */
export type Call = (path: string, init?: RequestInit) => Promise<Response>;

/** The calls to the server that the page came from; `onLoggedOut` is told when it lets nobody in any more. */
export function createCall(request: typeof window.fetch, onLoggedOut: () => void): Call {
  return async (path, init) => {
    const response = await request(`/api/v1/${path}`, init).catch((cause: unknown) => {
      throw init?.signal?.aborted === true ? cause : unreachable();
    });
    if (response.status === 401) onLoggedOut();
    if (!response.ok) throw new RequestFailure(await problemIn(response));
    return response;
  };
}

/** Page and server are of one build, so a reply with status 200 is taken at its word. */
export function createApi(call: Call): Api {
  const get = async (path: string, signal?: AbortSignal) =>
    (await call(path, signal === undefined ? {} : { signal })).json();
  const post = async (path: string, body: unknown, signal?: AbortSignal) => {
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    return (await call(path, signal === undefined ? init : { ...init, signal })).json();
  };
  return {
    query: (body, signal) => post("query", body, signal),
    explain: (request, signal) => post("explain", request, signal),
    shape: (signal) => get("shape", signal),
    status: (signal) => get("status", signal),
    session: (signal) => get("session", signal),
    identities: (request, signal) => get(`identities${search({ ...request })}`, signal),
    entity: (object, asOf, signal) => get(`entity${search({ object, asOf })}`, signal),
    history: (object, signal) => get(`history${search({ object })}`, signal),
    changeCounts: (request, signal) => get(`changes/counts${search({ ...request })}`, signal),
    async changes(request, most, signal) {
      const path = `changes${search({ ...request })}`;
      const response = await call(path, signal === undefined ? {} : { signal });
      return linesOf<ChangeView>(response, most);
    },
  };
}

function search(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => {
    return entry[1] !== undefined && entry[1] !== "";
  });
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}
