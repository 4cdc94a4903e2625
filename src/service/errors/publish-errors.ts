import type { KnownError } from "./known-error.ts";

/** What can go wrong when the graph is put somewhere else. */
export const publishErrors = {
  instance_unknown: {
    status: 400,
    means: "It is not clear whose graph is meant, or nothing was read yet.",
    todo: "Name an instance that there is; the message lists them.",
  },
  publication_interrupted: {
    status: 503,
    means: "The publication was ended before it was done.",
    todo: "Publish again within two hours: it goes on where it was.",
  },
  jupiterone_unauthorized: {
    status: 502,
    means: "JupiterOne does not accept the API key, or not for this account.",
    todo: "Make an API key in that account and set DEFENDER_GRAPH_JUPITERONE_TOKEN.",
  },
  jupiterone_refused: {
    status: 502,
    means: "JupiterOne refuses a request, or goes on failing.",
    todo: "The message has its words. What failed for a while goes on where it was when published again.",
  },
  jupiterone_unreachable: {
    status: 502,
    means: "JupiterOne cannot be reached.",
    todo: "Check its address and the network, then publish again: it goes on where it was.",
  },
  jupiterone_job_failed: {
    status: 502,
    means: "JupiterOne did not take the graph over; what it had before stays.",
    todo: "Publish again; if it stays so, look at the job's events in JupiterOne.",
  },
} as const satisfies Readonly<Record<string, KnownError>>;
