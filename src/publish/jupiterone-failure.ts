import { Failure } from "../base/failure.ts";

/** A batch that the server does not take as a whole. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";
}

interface Where {
  readonly apiUrl: URL;
  readonly account: string;
}

/** What JupiterOne said. */
interface Refused {
  readonly status: number;
  readonly code: string;
  readonly says: string;
}

/** JupiterOne refuses what it was asked, in plain words. */
export function refusal({ apiUrl, account }: Where, { status, code, says }: Refused): Failure {
  const told = [code, says].filter((part) => part !== "").join(": ");
  const found = `${apiUrl.host} answers ${status}${told === "" ? "" : ` (${told})`}`;
  if (status === 401 || status === 403) {
    const message = `Cannot publish to JupiterOne: ${found}. The token is wrong, has ended, or may not synchronize account ${account}. Make an API key there and set DEFENDER_GRAPH_JUPITERONE_TOKEN.`;
    return new Failure(message, { code: "jupiterone_unauthorized", retryable: false });
  }
  const retryable = status === 429 || status >= 500;
  const todo = retryable
    ? "Publish again later: it continues where it was."
    : "Check --jupiterone-url, --jupiterone-account and --jupiterone-instance.";
  const message = `Cannot publish to JupiterOne: ${found}. ${todo}`;
  return new Failure(message, { code: "jupiterone_refused", retryable });
}

/** Nobody answers. */
export function unreachable({ apiUrl }: Where, cause: unknown): Failure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `Cannot publish to JupiterOne: ${apiUrl.host} cannot be reached (${reason}). Publish again later: it continues where it was.`;
  return new Failure(message, { code: "jupiterone_unreachable", retryable: true, cause });
}

/** The job takes nothing any more, or came to a bad end. */
export function jobEnded(status: string): Failure {
  const message = `Cannot publish to JupiterOne: the synchronization job does not take the graph (${status}). What JupiterOne had before stays there. Publish again; if it stays so, look at the job's events in JupiterOne.`;
  return new Failure(message, { code: "jupiterone_job_failed", retryable: false });
}
