import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import type { SingleSignOn } from "../service/access/identity-provider.ts";
import { loginPage, placeIn, sendPage } from "./access-page-routes.ts";
import type { ServerAccess } from "./guard.ts";
import { cookieOf, keepCookie, keepSession } from "./session-cookie.ts";
import type { Exchange } from "./session-routes.ts";
import { visitOf } from "./visit.ts";

const comingBack = "/login/single-sign-on/callback";

/** How long somebody may take at the identity provider, in seconds. */
const patience = 900;

const kept = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
});

/** What single sign-on works with. */
interface SignOnWorld {
  readonly access: ServerAccess;
  readonly singleSignOn: SingleSignOn;
  readonly clock: Clock;
}

const config = { access: "public" } as const;

/** To the identity provider and back. */
export function addSingleSignOn(server: FastifyInstance, world: SignOnWorld): void {
  server.get("/login/single-sign-on", { config }, async (request, reply) =>
    orPage({ request, reply }, world, () => leave({ request, reply }, world)),
  );
  server.get(comingBack, { config }, async (request, reply) =>
    orPage({ request, reply }, world, () => comeBack({ request, reply }, world)),
  );
}

async function leave({ request, reply }: Exchange, world: SignOnWorld): Promise<FastifyReply> {
  const { next } = z.object({ next: z.string().max(2_000).default("/") }).parse(request.query);
  const { url, leaving } = await world.singleSignOn.leave(callbackOf(request, world.access));
  const value = Buffer.from(JSON.stringify({ ...leaving, next: placeIn(next) })).toString(
    "base64url",
  );
  keepCookie(request, reply, { kind: "sign-on", value, seconds: patience });
  return reply.redirect(url);
}

async function comeBack({ request, reply }: Exchange, world: SignOnWorld): Promise<FastifyReply> {
  const leaving = leavingOf(request);
  const address = new URL(callbackOf(request, world.access));
  address.search = request.url.split("?", 2)[1] ?? "";
  const who = await world.singleSignOn.comeBack(address, leaving);
  const opened = await world.access.doorkeeper.enterBySingleSignOn(who, visitOf(request));
  keepCookie(request, reply, { kind: "sign-on", value: "", seconds: 0 });
  keepSession(request, reply, { opened, now: world.clock.now() });
  return reply.redirect(leaving.next);
}

/** What the browser kept when it left: an answer that it did not ask for lets nobody in. */
function leavingOf(request: FastifyRequest): z.output<typeof kept> {
  const text = Buffer.from(cookieOf(request, "sign-on") ?? "", "base64url").toString("utf8");
  const parsed = kept.safeParse(valueOf(text));
  if (parsed.success) return parsed.data;
  const message =
    "Cannot log in by single sign-on: this browser did not begin it, or took too long. Begin again at the log-in page.";
  throw new Failure(message, { code: "single_sign_on_refused", retryable: false });
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function callbackOf({ protocol, headers }: FastifyRequest, { publicUrl }: ServerAccess): string {
  const origin = publicUrl?.origin ?? `${protocol}://${headers.host ?? "localhost"}`;
  return new URL(comingBack, origin).href;
}

/** A person looks at what comes of it: a failure is told on the log-in page. */
async function orPage(
  { reply }: Exchange,
  { access }: SignOnWorld,
  work: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work();
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    const page = loginPage(access, { name: "", next: "/", problem: failure.message });
    return sendPage(reply.code(failure.retryable ? 503 : 403), page);
  }
}
