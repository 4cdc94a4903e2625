import type { ProblemReply } from "../../../src/http/contract.ts";

/** The server refused or failed, or could not be reached. */
export class RequestFailure extends Error {
  override readonly name = "RequestFailure";
  readonly problem: ProblemReply;

  constructor(problem: ProblemReply) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** What a reply that is no success says. */
export async function problemIn(response: Response): Promise<ProblemReply> {
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

/** No reply at all. */
export function unreachable(): RequestFailure {
  return new RequestFailure({
    type: "about:blank",
    title: "The server cannot be reached",
    status: 0,
    detail: "No answer from the server. Start it again with “defender-graph start”, then retry.",
    code: "server_unreachable",
  });
}
