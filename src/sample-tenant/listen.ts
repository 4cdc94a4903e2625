import { createServer, type Server } from "node:http";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import { BodyTooLong, type Exchange } from "./exchange.ts";

/** A server that listens on this machine only. */
export interface Listening {
  readonly url: string;
  /** Cuts all connections and frees the port. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1; port 0 takes a free one. Throws `port_in_use`. What goes wrong in an answer ends its connection. */
export async function listen(
  serve: (exchange: Exchange) => Promise<void>,
  { port, log }: { readonly port: number; readonly log: Log },
): Promise<Listening> {
  const server = createServer((request, response) => {
    serve({ request, response }).catch((error: unknown) => {
      log.debug("Sample tenant ended a connection", { reason: String(error) });
      if (error instanceof BodyTooLong) {
        response.writeHead(413).end();
        return;
      }
      response.destroy();
    });
  });
  // Longer than clients keep idle connections, so that it is they who close.
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(cannotListen(port, error)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => closeServer(server) };
}

function cannotListen(port: number, error: Error): Error {
  if (!("code" in error) || error.code !== "EADDRINUSE") {
    return error;
  }
  const found =
    "another program uses that port. Choose another with --port (0 takes any free one).";
  return new Failure(`Cannot serve the sample tenant on 127.0.0.1:${port}: ${found}`, {
    code: "port_in_use",
    retryable: true,
    cause: error,
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new TypeError("A server that listens on a port has an address");
  }
  return address.port;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
