import type { FastifyInstance } from "fastify";
import { Failure } from "../base/failure.ts";

/** Where to listen. */
export interface ListenOptions {
  /** A TCP port; 0 takes any that is free. */
  readonly port: number;
  /** The address to bind to; 127.0.0.1 when absent. */
  readonly host?: string | undefined;
}

/** Starts the server and gives its address, such as `http://127.0.0.1:8080`. Throws `port_in_use`, `port_refused`, `host_unknown`. */
export async function listen(server: FastifyInstance, options: ListenOptions): Promise<string> {
  const { port, host = "127.0.0.1" } = options;
  try {
    return await server.listen({ port, host });
  } catch (error) {
    throw listenFailure(error, `${host}:${port}`) ?? error;
  }
}

/** The failure in words; `undefined` for what has nothing to do with listening. */
function listenFailure(cause: unknown, address: string): Failure | undefined {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const attempted = `Cannot listen on ${address}:`;
  if (code === "EADDRINUSE") {
    const message = `${attempted} another program uses that port. Stop it, or choose another port with --port or DEFENDER_GRAPH_PORT (0 takes any free one).`;
    return new Failure(message, { code: "port_in_use", retryable: true, cause });
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    const message = `${attempted} there is no such host. Choose an address of this machine, such as 127.0.0.1.`;
    return new Failure(message, { code: "host_unknown", retryable: false, cause });
  }
  if (code === "EACCES" || code === "EADDRNOTAVAIL") {
    const message = `${attempted} the system refuses it (${code}). Choose an address of this machine and a port above 1023.`;
    return new Failure(message, { code: "port_refused", retryable: false, cause });
  }
  return undefined;
}
