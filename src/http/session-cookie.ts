import type { FastifyReply, FastifyRequest } from "fastify";
import type { Opened } from "../service/access/visit.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** Browsers reach the server by https, whatever the proxy before it says. */
    isBehindHttps: boolean;
  }
}

/**
 * The cookie's name: servers on other ports of the same host have cookies of their own. Behind https, browsers take a
 * `__Host-` cookie from this very host only.
 */
function nameFor(request: FastifyRequest, kind: string): string {
  if (isSecure(request)) return `__Host-defender-graph-${kind}`;
  const port = /:(\d{1,5})$/.exec(request.headers.host ?? "")?.[1] ?? "80";
  return `defender-graph-${kind}-${port}`;
}

function isSecure({ protocol, server }: FastifyRequest): boolean {
  return protocol === "https" || server.isBehindHttps;
}

/** What is to be remembered, and for how long in seconds. */
interface Keeping {
  readonly kind: "session" | "sign-on";
  readonly value: string;
  readonly seconds: number;
}

/** Has the browser keep something, out of reach of scripts and of other sites' requests. */
export function keepCookie(request: FastifyRequest, reply: FastifyReply, keeping: Keeping): void {
  const { kind, value, seconds } = keeping;
  const parts = [
    `${nameFor(request, kind)}=${value}`,
    "Path=/",
    "HttpOnly",
    "SameSite=Lax",
    `Max-Age=${seconds}`,
    ...(isSecure(request) ? ["Secure"] : []),
  ];
  reply.header("set-cookie", parts.join("; "));
}

/** Has the browser keep a session. */
export function keepSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { opened, now }: { readonly opened: Opened; readonly now: number },
): void {
  const seconds = Math.floor((opened.endsOn - now) / 1_000);
  keepCookie(request, reply, { kind: "session", value: opened.token, seconds });
}

/** What the browser kept; `null` when nothing. */
export function cookieOf(request: FastifyRequest, kind: Keeping["kind"]): string | null {
  const name = nameFor(request, kind);
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const [key, value] = part.trim().split("=", 2);
    if (key === name && value !== undefined && value !== "") return value;
  }
  return null;
}

/** The token of the session that a request shows. */
export function sessionTokenOf(request: FastifyRequest): string | null {
  return cookieOf(request, "session");
}
