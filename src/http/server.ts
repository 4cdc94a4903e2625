import Fastify, { type FastifyInstance } from "fastify";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import { answerClientError } from "./client-error.ts";
import { addAccessPages } from "./access-page-routes.ts";
import { addApiRoutes, type ApiWorld } from "./api-routes.ts";
import { compressJson } from "./compress.ts";
import { serveConsole } from "./console-files.ts";
import { tagAnswers } from "./etag.ts";
import { guard, type ServerAccess } from "./guard.ts";
import { isLoopback, servesHost } from "./host-check.ts";
import { problemOf, sendProblem } from "./problem-reply.ts";
import { addSingleSignOn } from "./single-sign-on-routes.ts";
import { securityHeaders } from "./security-headers.ts";

/** The largest request body taken, in bytes. */
const bodyLimit = 262_144;

/** The longest address and headers taken, in bytes: the page's address holds the query, three bytes for a quote. */
const maxHeaderSize = 131_072;

/** What a server is made of. */
export interface ServerOptions extends ApiWorld {
  /** The built console (`console/dist`); `null` where there is none. */
  readonly consoleDirectory: string | null;
  /** The address that the server will be bound to; loopback when absent. */
  readonly host?: string | undefined;
  /** Who may come in; everybody on this machine when absent, as for a throw-away database. */
  readonly access?: ServerAccess | undefined;
  /** Names besides loopback's under which a server bound to loopback is reached, such as a proxy's. */
  readonly allowedHosts?: readonly string[] | undefined;
}

/** The HTTP door: the API under `/api/v1`, and the console. */
export function createServer(options: ServerOptions): FastifyInstance {
  refuseOpenToAll(options);
  const server = Fastify({
    // A proxy is believed where it is said that there is one, on this machine or its private network.
    trustProxy: options.access?.publicUrl === undefined ? false : ["loopback", "uniquelocal"],
    bodyLimit,
    requestTimeout: 30_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: true,
    http: { maxHeaderSize },
    clientErrorHandler: answerClientError,
    // What Fastify refuses before it looks for a route: no hook has run.
    frameworkErrors: (error, _request, reply) =>
      void sendProblem(reply.headers(securityHeaders), problemOf(error, options.log)),
  });
  server.removeContentTypeParser("text/plain");
  server.addHook("onRequest", async (_request, reply) => void reply.headers(securityHeaders));
  checkHost(server, options);
  guard(server, options.access);
  neverCacheApi(server);
  tagAnswers(server);
  compressJson(server);
  reportErrors(server, options.log);
  addApiRoutes(server, options);
  addLogin(server, options);
  serveConsole(server, options.consoleDirectory);
  return server;
}

/** Without a log-in the graph is for this machine alone. */
function refuseOpenToAll({ access, host = "127.0.0.1" }: ServerOptions): void {
  if (access !== undefined || isLoopback(host)) return;
  const message = `Cannot serve ${host} without a log-in: whoever reaches it could read and change everything. Leave --access open out, or listen on 127.0.0.1.`;
  throw new Failure(message, { code: "usage", retryable: false });
}

function addLogin(server: FastifyInstance, { access, clock }: ServerOptions): void {
  if (access === undefined) return;
  server.register(addAccessPages, { access, clock });
  const { singleSignOn = null } = access;
  if (singleSignOn !== null) addSingleSignOn(server, { access, singleSignOn, clock });
}

function checkHost(server: FastifyInstance, options: ServerOptions): void {
  if (!isLoopback(options.host ?? "127.0.0.1")) return;
  const publicName = options.access?.publicUrl?.hostname;
  const names = [
    ...(options.allowedHosts ?? []),
    ...(publicName === undefined ? [] : [publicName]),
  ];
  const allowed = names.map((name) => name.toLowerCase());
  server.addHook("onRequest", async (request, reply) => {
    if (servesHost(request.headers.host, allowed)) return undefined;
    const detail =
      "This server answers only to this machine's own names, so that no web page can read the graph " +
      "by pointing its name here. Use http://localhost, or configure the name.";
    return sendProblem(reply, { status: 421, code: "host_refused", detail });
  });
}

function neverCacheApi(server: FastifyInstance): void {
  server.addHook("onRequest", async ({ url }, reply) => {
    if (url.startsWith("/api/") || /^\/(healthz|readyz|metrics)\b/.test(url))
      reply.header("cache-control", "no-store");
  });
}

function reportErrors(server: FastifyInstance, log: Log): void {
  server.setErrorHandler((error, _request, reply) => sendProblem(reply, problemOf(error, log)));
}
