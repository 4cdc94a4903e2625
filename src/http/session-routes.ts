import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import type { Doorkeeper } from "../service/access/doorkeeper.ts";
import type { LogIn } from "../service/access/visit.ts";
import type { Caller } from "../service/caller.ts";
import type { SessionReply } from "./contract.ts";
import type { ServerAccess } from "./guard.ts";
import { sendProblem, sendRefusal } from "./problem-reply.ts";
import { refusalOf } from "./refused.ts";
import { keepCookie, keepSession } from "./session-cookie.ts";
import { visitOf } from "./visit.ts";

/** What POST /api/v1/session takes. */
export const credentials = z.strictObject({
  name: z.string().min(1).max(200),
  password: z.string().min(1).max(1_024),
});

/** What POST /api/v1/set-up takes. */
export const beginning = credentials.extend({ token: z.string().min(1).max(200) });

/** What the routes of a session work with. */
interface SessionWorld {
  readonly access?: ServerAccess | undefined;
  readonly clock: Clock;
}

/** Logging in and out, and who one is. */
export function addSessionRoutes(server: FastifyInstance, world: SessionWorld): void {
  const { access } = world;
  const config = { access: "public" } as const;
  server.get("/api/v1/session", { config }, async (request) =>
    sessionReply(request.caller, access),
  );
  if (access === undefined) return;
  server.post("/api/v1/session", { config }, async (request, reply) =>
    logIn({ request, reply }, world, access),
  );
  server.delete("/api/v1/session", { config }, async (request, reply) => {
    await leave({ request, reply }, access.doorkeeper);
    return sessionReply(null, access);
  });
  server.post("/api/v1/set-up", { config }, async (request, reply) => {
    const parsed = beginning.safeParse(request.body);
    if (!parsed.success)
      return sendRefusal(
        reply,
        refusalOf('The body must be {"token", "name", "password"}.', parsed.error),
      );
    const { token, ...who } = parsed.data;
    const opened = await access.doorkeeper.setUp(token, who, visitOf(request));
    keepSession(request, reply, { opened, now: world.clock.now() });
    return reply.code(201).send(sessionReply(opened.caller, access));
  });
}

/** A request and where its answer goes. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Ends the session that a request shows. */
export async function leave({ request, reply }: Exchange, doorkeeper: Doorkeeper): Promise<void> {
  const visit = visitOf(request);
  if (visit.session !== null) await doorkeeper.logOut(visit.session, visit);
  keepCookie(request, reply, { kind: "session", value: "", seconds: 0 });
}

async function logIn(
  { request, reply }: Exchange,
  { clock }: SessionWorld,
  access: ServerAccess,
): Promise<unknown> {
  const parsed = credentials.safeParse(request.body);
  if (!parsed.success)
    return sendRefusal(reply, refusalOf('The body must be {"name", "password"}.', parsed.error));
  const outcome = await access.doorkeeper.logIn(parsed.data, visitOf(request));
  if (!outcome.ok) return sendLoginRefused(reply, outcome);
  keepSession(request, reply, { opened: outcome, now: clock.now() });
  return sessionReply(outcome.caller, access);
}

function sendLoginRefused(
  reply: FastifyReply,
  outcome: Extract<LogIn, { readonly ok: false }>,
): FastifyReply {
  const detail = whyRefused(outcome);
  if (outcome.reason === "wrong")
    return sendProblem(reply, { status: 401, code: "login_wrong", detail });
  reply.header("retry-after", Math.ceil(outcome.waitMs / 1_000));
  return sendProblem(reply, { status: 429, code: "login_blocked", detail });
}

/** Why a log-in did not work, in words that do not tell whether there is such a user. */
export function whyRefused(outcome: Extract<LogIn, { readonly ok: false }>): string {
  if (outcome.reason === "wrong") return "The name or the password is wrong.";
  const seconds = Math.ceil(outcome.waitMs / 1_000);
  const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return `Too many log-ins with this name, or from this address, have failed. Try again in ${wait}.`;
}

/** Who one is, and how one can become somebody. */
function sessionReply(caller: Caller | null, access: ServerAccess | undefined): SessionReply {
  const known =
    caller === null ? null : { kind: caller.kind, name: caller.name, role: caller.role };
  return {
    access: access === undefined ? "open" : "users",
    caller: known,
    singleSignOn: access?.singleSignOn?.label ?? null,
  };
}
