import type { UseQueryResult } from "@tanstack/react-query";
import { RequestFailure } from "../api/request-failure.ts";
import { failureMessage } from "../part/failure-message.ts";
import type { Message } from "../part/message.ts";
import { emptyGraph } from "../part/empty-graph.ts";
import { withoutLastStep } from "./related-queries.ts";
import type { Answer, Question } from "./use-answer.ts";

interface Situation {
  readonly question: Question;
  readonly answer: UseQueryResult<Answer>;
  /** Nothing was collected yet. */
  readonly isEmpty: boolean;
  readonly onRun: (text: string) => void;
  readonly go: (path: string) => void;
}

/** What is to be said in place of an answer; `undefined` where the answer itself is to be seen. */
export function messageFor({
  question,
  answer,
  isEmpty,
  onRun,
  go,
}: Situation): Message | undefined {
  const { data, error, isFetching } = answer;
  if (question.query === "") return isEmpty ? emptyGraph(go) : nothingAsked();
  if (error !== null && data === undefined) return failed(error, () => void answer.refetch());
  if (data === undefined) return isFetching ? undefined : cancelled(() => void answer.refetch());
  if (data.result.totalCount > 0) return undefined;
  return isEmpty ? emptyGraph(go) : nothingFound(question.query, data.warnings.length > 0, onRun);
}

function nothingAsked(): Message {
  const detail =
    "Write a question in J1QL, with Ctrl Space for what can stand next, or start from one of those above.";
  return { tone: "empty", title: "Ask the graph", detail };
}

function failed(error: Error, retry: () => void): Message {
  const wrong = error instanceof RequestFailure && error.problem.code === "query_invalid";
  if (!wrong) return failureMessage(error, retry);
  const detail = "Mend what is marked in the query, then run it again.";
  return { tone: "empty", title: "No answer yet", detail };
}

/** A query that is right and finds nothing; where something is said about its names, that is likely why. */
function nothingFound(query: string, warned: boolean, run: (query: string) => void): Message {
  const shorter = withoutLastStep(query);
  const detail = warned
    ? "What is said above about the query is the likely reason."
    : "The query is fine, but nothing in the graph fits all of it. Loosen a condition, or take a step away.";
  const message: Message = { tone: "empty", title: "Nothing matches", detail };
  if (shorter === undefined || warned) return message;
  return { ...message, actions: [{ label: "Run without the last step", run: () => run(shorter) }] };
}

function cancelled(retry: () => void): Message {
  const detail =
    "The database was told to stop. A LIMIT or one more condition makes the answer faster.";
  return {
    tone: "empty",
    title: "Cancelled",
    detail,
    actions: [{ label: "Run again", run: retry }],
  };
}
