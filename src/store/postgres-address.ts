import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import { databaseName } from "../base/database-name.ts";
import { Failure } from "../base/failure.ts";

const modes = ["disable", "prefer", "require", "verify-ca", "verify-full"] as const;

/** How the connection is to be secured, as libpq names it. */
type TlsMode = (typeof modes)[number];

/** Where a PostgreSQL database is and how to reach it. What is absent, `pg` takes from PGHOST, PGPASSWORD and so on. */
export interface PostgresAddress {
  /** Without its secrets. */
  readonly name: string;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly database?: string | undefined;
  readonly options?: string | undefined;
  readonly applicationName: string;
  readonly connectTimeoutMs: number;
  /** Readers at once. */
  readonly pool: number;
  readonly tls: ConnectionOptions | false;
  /** Whether to do without TLS where the server has none. */
  readonly plainToo: boolean;
}

function refused(says: string): Failure {
  const message = `Cannot use the database's address: ${says} It looks like postgres://user:password@host:5432/database?sslmode=verify-full.`;
  return new Failure(message, { code: "database_address", retryable: false });
}

function parsed(text: string): URL {
  // The parser's own message would show the password.
  if (!URL.canParse(text))
    throw refused("it is no URL (a password's special characters are written as %40 and so on).");
  return new URL(text);
}

const known = [
  "sslmode",
  "sslrootcert",
  "sslcert",
  "sslkey",
  "connect_timeout",
  "application_name",
  "options",
  "pool",
  "host",
];

function numberOf(url: URL, name: string, usual: number): number {
  const text = url.searchParams.get(name);
  if (text === null) return usual;
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw refused(`${name}=${text} is no whole number from 1 to 9999.`);
  return Number(text);
}

function modeOf(url: URL): TlsMode {
  const text = url.searchParams.get("sslmode") ?? "prefer";
  const found = modes.find((mode) => mode === text);
  if (found === undefined) throw refused(`sslmode=${text} is none of ${modes.join(", ")}.`);
  return found;
}

function fileOf(url: URL, name: string): string | undefined {
  const path = url.searchParams.get(name);
  if (path === null) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw refused(`the file of ${name} cannot be read (${why}).`);
  }
}

function tlsOf(url: URL, mode: TlsMode): ConnectionOptions | false {
  if (mode === "disable") return false;
  const ca = fileOf(url, "sslrootcert");
  if (mode === "verify-ca" && ca === undefined)
    throw refused("sslmode=verify-ca needs sslrootcert=<file>.");
  const cert = fileOf(url, "sslcert");
  const key = fileOf(url, "sslkey");
  // As libpq: with a root certificate, `require` checks it, too.
  const isChecked = mode.startsWith("verify") || (mode === "require" && ca !== undefined);
  return {
    rejectUnauthorized: isChecked,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(mode === "verify-full" ? {} : { checkServerIdentity: () => undefined }),
  };
}

function textOf(encoded: string): string | undefined {
  return encoded === "" ? undefined : decodeURIComponent(encoded);
}

/** Reads an address. Throws `database_address`. */
export function postgresAddress(text: string): PostgresAddress {
  const url = parsed(text);
  const unknown = [...url.searchParams.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw refused(`${unknown} is not known there; known are ${known.join(", ")}.`);
  const host = url.searchParams.get("host") ?? textOf(url.hostname.replaceAll(/^\[|\]$/g, ""));
  const isSocket = host?.startsWith("/") === true;
  const mode = isSocket ? "disable" : modeOf(url);
  return {
    name: databaseName(text),
    host,
    port: url.port === "" ? undefined : Number(url.port),
    user: textOf(url.username),
    password: textOf(url.password),
    database: textOf(url.pathname.slice(1)),
    options: url.searchParams.get("options") ?? undefined,
    applicationName: url.searchParams.get("application_name") ?? "defender-graph",
    connectTimeoutMs: numberOf(url, "connect_timeout", 15) * 1_000,
    pool: numberOf(url, "pool", 8),
    tls: tlsOf(url, mode),
    plainToo: mode === "prefer",
  };
}
