import { RequestFailure } from "../query/api.ts";
import { withoutLastStep } from "../query/related-queries.ts";
import type { Message } from "./message.ts";

const howToFill = `# end this server with Ctrl+C: one process at a time has the database
export DEFENDER_GRAPH_CLIENT_SECRET='…'
npx defender-graph collect --tenant <directory id> --client-id <application id>
npx defender-graph start

# no tenant at hand? a simulated one, in a database of its own:
npm run demo`;

/** Nothing was collected yet. */
export function emptyGraph(): Message {
  const detail =
    "Nothing is in this database yet. Read a tenant into it, with the same `--database` if you gave one:";
  return { tone: "empty", title: "The graph is empty", detail, command: howToFill };
}

/** A query that is right and finds nothing; `warned` when something is said about its names, which is likely why. */
export function nothingFound(
  { query, warned }: { readonly query: string; readonly warned: boolean },
  run: (query: string) => void,
): Message {
  const shorter = withoutLastStep(query);
  const detail = warned
    ? "What is said above about the query is the likely reason."
    : "The query is fine, but nothing in the graph fits all of it. Loosen a condition, or take a step away.";
  const message: Message = { tone: "empty", title: "Nothing matches", detail };
  if (shorter === undefined || warned) return message;
  return { ...message, actions: [{ label: "Run without the last step", run: () => run(shorter) }] };
}

/** A wrong query where nothing was answered before it. */
export function wrongQuery(): Message {
  const detail = "Mend what is marked in the query, then run it again.";
  return { tone: "empty", title: "No answer yet", detail };
}

/** The reader would not wait. */
export function cancelled(retry: () => void): Message {
  const detail =
    "The database was told to stop. A LIMIT or one more condition makes the answer faster.";
  return {
    tone: "empty",
    title: "Cancelled",
    detail,
    actions: [{ label: "Run again", run: retry }],
  };
}

/** A request that failed, in the server's words. */
export function requestFailed(error: unknown, retry: () => void): Message {
  const actions = [{ label: "Try again", run: retry }];
  if (error instanceof RequestFailure) {
    const { title, detail } = error.problem;
    return { tone: "failure", title, detail, actions };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { tone: "failure", title: "The page made a mistake", detail, actions };
}
