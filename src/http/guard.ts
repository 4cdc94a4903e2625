import type { FastifyInstance, FastifyRequest } from "fastify";
import { Failure } from "../base/failure.ts";
import type { Doorkeeper } from "../service/access/doorkeeper.ts";
import { type Caller, openCaller, type Role, refuseUnlessMay } from "../service/caller.ts";
import type { SingleSignOn } from "../service/access/identity-provider.ts";
import { refuseOtherInstances } from "./instance-scope.ts";
import { refuseCrossSite } from "./same-site.ts";
import { sessionTokenOf } from "./session-cookie.ts";

/** Who may come in, and how. */
export interface ServerAccess {
  readonly doorkeeper: Doorkeeper;
  /** The address under which people reach the server, when it is not the one it listens on: a proxy's. */
  readonly publicUrl?: URL | undefined;
  /** The identity provider; `null` where there is none. */
  readonly singleSignOn?: SingleSignOn | null | undefined;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Who sent the request; `null` when nobody known did. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** The least role that a route needs; `public` for what everybody may see. Administrators only when absent. */
    access?: Role | "public";
    /** Whether the route heeds that a caller may see one instance only. */
    heedsInstance?: boolean;
  }
}

/** Lets in whom a route is for, and nobody else. Without `access` everyone on this machine is let in. */
export function guard(server: FastifyInstance, access: ServerAccess | undefined): void {
  server.decorateRequest("caller", null);
  server.decorate("isBehindHttps", access?.publicUrl?.protocol === "https:");
  server.addHook("onRequest", async (request, reply) => {
    const caller = await identify(request, access);
    request.caller = caller;
    if (request.headers.authorization === undefined)
      refuseCrossSite(request, {
        publicUrl: access?.publicUrl,
        withCookie: access !== undefined && caller !== null,
      });
    if (caller === null && isPageWanted(request))
      return reply
        .header("cache-control", "no-store")
        .redirect(`/login?next=${encodeURIComponent(request.url)}`);
    admit(request);
    return undefined;
  });
}

/** The caller of a request that the guard has let through. Throws `unauthenticated`. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw unauthenticated(request);
  return request.caller;
}

/** The graph that a caller may ask about: all of it, or one instance's part. */
export function instanceOf(request: FastifyRequest): number | undefined {
  return callerOf(request).instanceId;
}

/** The same for a verb's input: what a caller who may see one instance asks, is asked of that one. */
export function partOf(request: FastifyRequest): { readonly instanceId?: number } {
  const instanceId = instanceOf(request);
  return instanceId === undefined ? {} : { instanceId };
}

/** Who sends a request; `null` when nobody does who may come in. */
export async function identify(
  request: FastifyRequest,
  access: ServerAccess | undefined,
): Promise<Caller | null> {
  if (access === undefined) return openCaller;
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return access.doorkeeper.callerOfBearer(bearer);
  if (request.headers.authorization !== undefined) return null;
  const session = sessionTokenOf(request);
  return session === null ? null : access.doorkeeper.callerOfSession(session);
}

function admit(request: FastifyRequest): void {
  const need = needOf(request);
  if (need === "public") return;
  const caller = callerOf(request);
  const { url = "" } = request.routeOptions;
  refuseUnlessMay(caller, { name: `${request.method} ${url}`, role: need });
  refuseOtherInstances(request, caller);
}

/** What a route needs: said by the route; nothing for pages, the most for an API route that does not say. */
function needOf(request: FastifyRequest): Role | "public" {
  const { access } = request.routeOptions.config;
  if (access !== undefined) return access;
  if (!request.url.startsWith("/api/")) return "public";
  return request.is404 ? "viewer" : "administrator";
}

/** A browser that opens a page of the console, rather than a file of it or the API. */
function isPageWanted({ method, url, headers, routeOptions }: FastifyRequest): boolean {
  if (method !== "GET" || url.startsWith("/api/")) return false;
  if (routeOptions.config.access === "public") return false;
  const [path = ""] = url.split("?", 1);
  return !path.includes(".") && /\btext\/html\b/.test(headers.accept ?? "");
}

function unauthenticated({ headers }: FastifyRequest): Failure {
  const found =
    headers.authorization === undefined
      ? "Nobody is logged in. Log in, or show an API token (Authorization: Bearer …)."
      : "The token that was shown is unknown, has expired, or was taken away. Make a new one.";
  return new Failure(found, { code: "unauthenticated", retryable: false });
}
