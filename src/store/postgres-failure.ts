import { Failure } from "../base/failure.ts";

interface Known {
  readonly code: string;
  readonly retryable: boolean;
  readonly says: string;
}

const unreachable: Known = {
  code: "database_unreachable",
  retryable: true,
  says: "nobody answers there. Check host and port, that PostgreSQL runs, and that a firewall lets you through.",
};
const login: Known = {
  code: "database_login",
  retryable: false,
  says: "the server did not let this user in. Check user and password (in the address, or PGPASSWORD), and the server's pg_hba.conf.",
};
const tls: Known = {
  code: "database_tls",
  retryable: false,
  says: "no trusted TLS connection came about. Check sslmode, sslrootcert and the server's certificate.",
};
const lost: Known = {
  code: "database_lost",
  retryable: true,
  says: "the connection was lost; what was committed is intact. Try again.",
};
const busy: Known = {
  code: "database_busy",
  retryable: true,
  says: "the server has no connection left. Wait, lower pool= in the address, or raise max_connections.",
};
const full: Known = {
  code: "disk_full",
  retryable: true,
  says: "the server's disk is full. Free some space; what was committed is intact.",
};
const collision: Known = {
  code: "database_conflict",
  retryable: true,
  says: "another process changed the same at the same time. Try again.",
};
const corrupt: Known = {
  code: "database_corrupt",
  retryable: false,
  says: "the server found damaged data. Restore it from a backup.",
};

// By SQLSTATE, and by the codes of Node's sockets and of TLS.
const byCode: Readonly<Record<string, Known>> = {
  ECONNREFUSED: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENOENT: unreachable,
  "57P03": { ...unreachable, says: "the server is just starting or stopping. Wait a little." },
  "28P01": login,
  "28000": login,
  "3D000": {
    code: "database_missing",
    retryable: false,
    says: "there is no such database. Create it (createdb), or name another one.",
  },
  "42501": {
    code: "database_permission",
    retryable: false,
    says: "the user lacks a permission. Grant it CREATE on the database and on its schema, and its tables.",
  },
  "53100": full,
  "53200": {
    code: "out_of_memory",
    retryable: true,
    says: "the server's memory is used up. Ask for less, or give it more.",
  },
  "53300": busy,
  "25006": {
    code: "database_read_only",
    retryable: false,
    says: "the server may only be read (a replica?). Name the primary as the database, and a replica in DEFENDER_GRAPH_REPLICA.",
  },
  "57P01": lost,
  "57P02": lost,
  "57P05": lost,
  "08000": lost,
  "08003": lost,
  "08006": lost,
  "25P03": lost,
  ECONNRESET: lost,
  EPIPE: lost,
  "57014": {
    code: "query_cancelled",
    retryable: true,
    says: "the server stopped the statement (a time limit, or its administrator).",
  },
  "40001": collision,
  "40P01": collision,
  "55P03": collision,
  XX001: corrupt,
  XX002: corrupt,
  SELF_SIGNED_CERT_IN_CHAIN: tls,
  DEPTH_ZERO_SELF_SIGNED_CERT: tls,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: tls,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: tls,
  CERT_HAS_EXPIRED: tls,
  ERR_TLS_CERT_ALTNAME_INVALID: tls,
};

const byText: readonly (readonly [RegExp, Known])[] = [
  [/does not support SSL|SSL connection/i, tls],
  [/timeout expired|timed out/i, unreachable],
  [/client password must be|password authentication/i, login],
  [/Connection terminated|connection error|Client was closed|connection.*closed/i, lost],
];

function knownOf(error: Error): Known | undefined {
  const code = "code" in error ? String(error.code) : "";
  return byCode[code] ?? byText.find(([pattern]) => pattern.test(error.message))?.[1];
}

// Several addresses of one host fail together.
function firstOf(error: Error): Error {
  if (!(error instanceof AggregateError)) return error;
  const [first]: unknown[] = error.errors;
  return first instanceof Error ? first : error;
}

/** A failure of PostgreSQL in words, or the error itself when it is a defect of ours. */
export function postgresFailure(error: unknown, attempted: string): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error;
  const first = firstOf(error);
  const found = knownOf(first);
  if (found === undefined) return error;
  const { code, retryable, says } = found;
  const told = first.message.split("\n", 1)[0]?.slice(0, 300) ?? "";
  return new Failure(`Cannot ${attempted}: ${says} (${told})`, { code, retryable, cause: error });
}
