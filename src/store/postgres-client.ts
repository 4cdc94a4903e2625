import pg from "pg";
import type { PostgresAddress } from "./postgres-address.ts";
import { postgresFailure } from "./postgres-failure.ts";

// Every statement is planned for its values, so compiling it pays off late. Dates are not used, times are epoch ms.
const settings = ["set jit = off", "set client_min_messages = warning"].join("; ");

function clientOf(address: PostgresAddress, tls: PostgresAddress["tls"]): pg.Client {
  const { host, port, user, password, database, options } = address;
  const client = new pg.Client({
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
    ...(options === undefined ? {} : { options }),
    application_name: address.applicationName,
    connectionTimeoutMillis: address.connectTimeoutMs,
    keepAlive: true,
    ssl: tls,
  });
  // A connection that is lost fails its statements; told here, too, it would end the process.
  client.on("error", () => undefined);
  return client;
}

function isWithoutTls(error: unknown): boolean {
  return error instanceof Error && error.message.includes("does not support SSL");
}

async function connectedBy(client: pg.Client): Promise<pg.Client> {
  try {
    await client.connect();
    return client;
  } catch (error) {
    // A server that waits for a password would wait on.
    client.connection.stream.destroy();
    throw error;
  }
}

async function connected(address: PostgresAddress): Promise<pg.Client> {
  try {
    return await connectedBy(clientOf(address, address.tls));
  } catch (error) {
    if (!address.plainToo || !isWithoutTls(error)) throw error;
    return connectedBy(clientOf(address, false));
  }
}

/** Connects to a server. Throws a `Failure` that says what is wrong. */
export async function connect(address: PostgresAddress): Promise<pg.Client> {
  try {
    const client = await connected(address);
    await client.query(settings);
    return client;
  } catch (error) {
    throw postgresFailure(error, `open the database ${address.name}`);
  }
}
