import { openDatabase } from "../../src/store/database.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";
import pg from "pg";

// Of this process, so that two test runs may share a server that was given.
const template = `template_${process.pid}`;

/** Starts a PostgreSQL for all tests, unless `DEFENDER_GRAPH_TEST_POSTGRES` names one; gives what ends it. */
export async function setup(): Promise<() => Promise<void>> {
  const given = process.env["DEFENDER_GRAPH_TEST_POSTGRES"];
  let server: PostgresServer | null = null;
  if (given === undefined) {
    server = await startPostgres();
    console.log(`Tests run on ${server.name}, too.`);
  }
  const address = given ?? server?.url("postgres") ?? "";
  await onServer(address, `create database ${template} template template0 encoding 'UTF8'`);
  const url = new URL(address);
  url.pathname = `/${template}`;
  await (await openDatabase({ path: url.href })).close();
  process.env["DEFENDER_GRAPH_TEST_POSTGRES"] = address;
  process.env["DEFENDER_GRAPH_TEST_POSTGRES_TEMPLATE"] = template;
  return async () => {
    if (server === null) await onServer(address, `drop database ${template}`);
    await server?.remove();
  };
}

async function onServer(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql);
  await client.end();
}
