import type {
  ProblemReply,
  QueryReply,
  QueryRequest,
  ShapeReply,
  StatusReply,
} from "../../../src/http/contract.ts";

/** The server refused or failed, or could not be reached. */
export class RequestFailure extends Error {
  override readonly name = "RequestFailure";
  readonly problem: ProblemReply;

  constructor(problem: ProblemReply) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The server's verbs as the page calls them. Each throws `RequestFailure`, or the abort's reason. */
export interface Api {
  query(request: QueryRequest, signal?: AbortSignal): Promise<QueryReply>;
  shape(): Promise<ShapeReply>;
  status(): Promise<StatusReply>;
}

/**
 * Calls the server that the page came from. Page and server are of one build, so a reply with status 200 is taken at
 * its word.
 */
export function createApi(request: typeof window.fetch): Api {
  async function call(path: string, init?: RequestInit): Promise<Response> {
    const response = await request(`/api/v1/${path}`, init).catch((cause: unknown) => {
      throw init?.signal?.aborted === true ? cause : unreachable();
    });
    if (!response.ok) throw new RequestFailure(await problemIn(response));
    return response;
  }
  return {
    async query(body, signal) {
      const headers = { "content-type": "application/json" };
      const init = { method: "POST", headers, body: JSON.stringify(body) };
      const response = await call("query", signal === undefined ? init : { ...init, signal });
      return response.json();
    },
    async shape() {
      return (await call("shape")).json();
    },
    async status() {
      return (await call("status")).json();
    },
  };
}

async function problemIn(response: Response): Promise<ProblemReply> {
  const type = response.headers.get("content-type") ?? "";
  if (type.includes("problem+json")) return response.json();
  return {
    type: "about:blank",
    title: "The server failed",
    status: response.status,
    detail: `The server answered with status ${response.status} and no explanation. Its log may have one.`,
    code: "unexpected_reply",
  };
}

function unreachable(): RequestFailure {
  return new RequestFailure({
    type: "about:blank",
    title: "The server cannot be reached",
    status: 0,
    detail: "No answer from the server. Start it again with “defender-graph start”, then retry.",
    code: "server_unreachable",
  });
}
