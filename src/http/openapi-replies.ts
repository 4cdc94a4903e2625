import type { Operation } from "./operation.ts";

type Json = Readonly<Record<string, unknown>>;

const problem = {
  "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
};

/** What a refusal or failure looks like, by status: every one is a problem. */
const problemReplies: Readonly<Record<string, Json>> = {
  "400": {
    description:
      "What was asked is wrong: the detail names the field, what it was, what it must be",
  },
  "401": { description: "Nobody is signed in, or the token is unknown or has expired" },
  "403": { description: "The role is not enough, or the token is for another instance" },
  "404": { description: "There is nothing of that name or number" },
  "409": { description: "The state of things does not allow it, such as a run that is over" },
  "429": { description: "Too many tries: Retry-After says when to come back" },
  "503": { description: "Not now: it may be asked again when what the detail names is over" },
  default: { description: "What was attempted, what was found, what to do" },
};

/** The same as the description's components. */
export const problemComponents: Json = Object.fromEntries(
  Object.entries(problemReplies).map(([status, reply]) => [
    `Problem${status}`,
    { ...reply, content: problem },
  ]),
);

const sessions: ReadonlySet<string> = new Set(["session.begin", "session.setUp"]);
const objects: ReadonlySet<string> = new Set(["graph.history", "graph.entity"]);

type Asks = Operation & { readonly takesSomething: boolean };

const answersWith: Readonly<Record<string, (asks: Asks) => boolean>> = {
  "400": ({ takesSomething }) => takesSomething,
  "401": ({ role, name }) => role !== null || sessions.has(name),
  "403": ({ role }) => role !== null,
  "404": ({ path, name }) => path.includes(":") || objects.has(name),
  "409": ({ method, role }) => method !== "GET" && role !== null,
  "429": ({ name }) => sessions.has(name),
  "503": ({ answer, name }) => answer.type !== "application/json" || name === "server.ready",
  default: () => true,
};

/** The refusals and failures that a route may answer with. */
export function problemsOf(asks: Asks): Json {
  const found = Object.entries(answersWith).filter(([, may]) => may(asks));
  return Object.fromEntries(
    found.map(([status]) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  );
}
