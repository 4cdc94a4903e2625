import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { type PostgresAddress } from "./postgres-address.ts";
import { connect } from "./postgres-client.ts";

// A server that has not begun with a statement forgets that it was to stop it, so once is not enough.
const againMs = 20;

/** Stops what a connection's server process is at, again and again until the function that it gives is called. */
export function keepCancelling(address: PostgresAddress, client: pg.Client): () => Promise<void> {
  let isOver = false;
  const asking = async (): Promise<void> => {
    const other = await connect(address);
    try {
      while (!isOver) {
        await other.query("select pg_cancel_backend($1)", [processOf(client)]);
        await sleep(againMs);
      }
    } finally {
      await other.end();
    }
  };
  // Who cannot ask hangs up.
  const asked = asking().catch(() => client.connection.stream.destroy());
  return async () => {
    isOver = true;
    await asked;
  };
}

function processOf(client: pg.Client): number {
  return "processID" in client && typeof client.processID === "number" ? client.processID : 0;
}
