import type { KnownError } from "./known-error.ts";

/** What can be wrong with what is asked, and with asking. */
export const requestErrors = {
  request_invalid: {
    status: 400,
    means: "The request is not what the route takes.",
    todo: "Correct the fields that the message names.",
  },
  query_invalid: {
    status: 400,
    means: "The query is not valid J1QL.",
    todo: "The problems tell the exact places.",
  },
  query_too_broad: {
    status: 400,
    means: "The query would touch too much.",
    todo: "Filter earlier, or name types.",
  },
  query_too_large: {
    status: 413,
    means: "The answer would be too large.",
    todo: "Add a LIMIT, or return fewer columns.",
  },
  query_timeout: {
    status: 504,
    means: "The query took too long and was stopped.",
    todo: "Narrow it, or add a LIMIT.",
  },
  query_cancelled: {
    status: 503,
    means: "The asker went away before the answer was there.",
    todo: "Ask again.",
  },
  not_found: {
    status: 404,
    means: "There is nothing of that name or number.",
    todo: "Look at the list of what there is.",
  },
  conflict: {
    status: 409,
    means: "The state of things does not allow it.",
    todo: "The message tells what stands in the way.",
  },
  unauthenticated: {
    status: 401,
    means: "Nobody is signed in.",
    todo: "Sign in, or send an API token.",
  },
  forbidden: { status: 403, means: "The role is not enough.", todo: "Ask an administrator." },
  host_refused: {
    status: 421,
    means: "The server is not known under this name.",
    todo: "Use http://localhost, or configure the name.",
  },
  too_many_streams: {
    status: 503,
    means: "Too many long answers are under way.",
    todo: "Ask again when one of them has ended.",
  },
  internal_error: {
    status: 500,
    means: "The program made a mistake.",
    todo: "Its log has the details; please report it.",
  },
  not_ready: {
    status: 503,
    means: "The server cannot reach its database.",
    todo: "Look at its log; it tries again by itself.",
  },
  usage: { status: 400, means: "The command line is wrong.", todo: "See the help of the command." },
  port_in_use: {
    status: 500,
    means: "Another program uses the port.",
    todo: "Stop it, or choose another port.",
  },
  port_refused: {
    status: 500,
    means: "The system refuses the port or the address.",
    todo: "Choose an address of this machine and a port above 1023.",
  },
  host_unknown: {
    status: 500,
    means: "There is no such host.",
    todo: "Choose an address of this machine.",
  },
  server_unreachable: {
    status: 503,
    means: "The server that holds the database ended before its answer did.",
    todo: "Ask again.",
  },
  server_unexpected: {
    status: 502,
    means: "The server answers in a way that this release does not understand.",
    todo: "Start it with this release.",
  },
} as const satisfies Readonly<Record<string, KnownError>>;
