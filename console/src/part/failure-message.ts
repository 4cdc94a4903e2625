import { RequestFailure } from "../api/request-failure.ts";
import type { Message } from "./message.ts";

/** A request that failed, in the server's words. */
export function failureMessage(error: unknown, retry: () => void): Message {
  const actions = [{ label: "Try again", run: retry }];
  if (error instanceof RequestFailure) {
    const { title, detail } = error.problem;
    return { tone: "failure", title, detail, actions };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { tone: "failure", title: "The page made a mistake", detail, actions };
}
