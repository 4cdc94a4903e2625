import { Failure } from "../base/failure.ts";

/** There is nothing of that number or name; `list` tells the command that shows what there is, where there is one. */
export function notFound(what: string, list?: string): Failure {
  const advice = list === undefined ? "" : ` defender-graph ${list} shows those that there are.`;
  const message = `There is no ${what}.${advice}`;
  return new Failure(message, { code: "not_found", retryable: false });
}

/** What was asked for cannot be: all that is wrong with it. */
export function invalid(what: string, problems: readonly string[]): Failure {
  const told = problems.map((problem) => problem.replace(/\.$/, ""));
  const message = `Cannot do ${what}: ${told.join("; ")}.`;
  return new Failure(message, { code: "request_invalid", retryable: false });
}

/** The state of things does not allow what was asked. */
export function conflicting(message: string): Failure {
  return new Failure(message, { code: "conflict", retryable: false });
}
