import { Failure } from "../base/failure.ts";
import type { Plan } from "../j1ql/plan.ts";
import { mostOrigins, mostSpots, tooManyOrigins, tooManySpots } from "./compile/walk.ts";

/** What a question's text did that the engine could not, in words; `null` where the fault is not the text's. */
export function questionFailure(plan: Plan, error: unknown): Failure | null {
  if (!(error instanceof Error)) return null;
  return breadthFailure(plan, error) ?? patternFailure(plan, error) ?? numberFailure(error);
}

function breadthFailure(plan: Plan, error: Error): Failure | null {
  const says = breadthOf(plan, error);
  if (says === null) return null;
  return new Failure(says, { code: "query_too_broad", retryable: false, cause: error });
}

const narrower =
  "Say more exactly what stands before and behind it, name its verbs, or allow fewer entities in between, as in `SOMEHOW 2 HAS`.";

function breadthOf(plan: Plan, error: Error): string | null {
  if (error.message.includes(tooManyOrigins)) {
    return `SOMEHOW starts from more than ${mostOrigins} entities. Say more exactly what stands before it, or begin the question at its other end.`;
  }
  if (error.message.includes(tooManySpots)) {
    return `SOMEHOW would have to hold more than ${mostSpots.toLocaleString("en")} ways at once. ${narrower}`;
  }
  const isOverMemory = error instanceof Failure && error.code === "out_of_memory";
  if (!isOverMemory || !JSON.stringify(plan.slots).match(/"between":\d/)) return null;
  return `SOMEHOW would have to hold more ways at once than the database has memory for. ${narrower}`;
}

/** A regular expression that passed our check, but not the engine's. */
function patternFailure(plan: Plan, error: Error): Failure | null {
  const isRefused = error.message.startsWith("Invalid Input Error") || codeOf(error) === "2201B";
  if (!isRefused || !JSON.stringify(plan).includes('"kind":"matches"')) return null;
  const message = `The query's regular expression cannot be used: ${error.message}. Write it in a simpler way.`;
  return new Failure(message, { code: "query_invalid", retryable: false, cause: error });
}

/** PostgreSQL refuses what DuckDB calls infinite. */
function numberFailure(error: Error): Failure | null {
  if (codeOf(error) !== "22003") return null;
  const message = `The query computes a number that is too large or too small (${error.message}). Compute with smaller ones.`;
  return new Failure(message, { code: "query_invalid", retryable: false, cause: error });
}

function codeOf(error: Error): unknown {
  return "code" in error ? error.code : undefined;
}
