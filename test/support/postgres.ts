import { randomBytes } from "node:crypto";
import pg from "pg";

// Set by the set-up of the tests: the address of a server, and of a database in it whose tables are up to date.
const server = process.env["DEFENDER_GRAPH_TEST_POSTGRES"] ?? "";
const template = process.env["DEFENDER_GRAPH_TEST_POSTGRES_TEMPLATE"] ?? "";

/** A database of a test's own. */
export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** Drops it, whoever is still connected. */
  drop(): Promise<void>;
}

/** Runs a statement on the tests' server, outside of any test's database. */
export async function onServer(sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(sql);
    return result.rows;
  } finally {
    await client.end();
  }
}

interface Wanted {
  readonly isEmpty?: boolean;
  /** The address of a database of the tests' server that nobody is connected to. */
  readonly like?: string | undefined;
}

/** A new database with all tables, or without any, or as another one is. */
export async function newDatabase({ isEmpty = false, like }: Wanted = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  const full = like === undefined ? template : new URL(like).pathname.slice(1);
  await onServer(`create database ${name} template ${isEmpty ? "template0" : full}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    async drop() {
      await onServer(`drop database if exists ${name} with (force)`);
    },
  };
}
