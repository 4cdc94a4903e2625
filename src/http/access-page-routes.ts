import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import { type AccessPage, accessPage, accessStyle } from "./access-page.ts";
import type { ServerAccess } from "./guard.ts";
import { keepSession } from "./session-cookie.ts";
import { type Exchange, leave, whyRefused } from "./session-routes.ts";
import { visitOf } from "./visit.ts";

const loginForm = z.object({
  name: z.string().max(200).default(""),
  password: z.string().max(1_024).default(""),
  next: z.string().max(65_536).default("/"),
});

const setUpForm = loginForm.extend({ token: z.string().max(200).default("") });

/** What the pages work with. */
interface PagesWorld {
  readonly access: ServerAccess;
  readonly clock: Clock;
}

const config = { access: "public" } as const;

/** The pages to log in and to set up, as plain forms: they need no script and no built console. */
export async function addAccessPages(pages: FastifyInstance, world: PagesWorld): Promise<void> {
  pages.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    async (_request: FastifyRequest, body: string | Buffer) =>
      Object.fromEntries(new URLSearchParams(String(body))),
  );
  pages.get("/login/style.css", { config }, async (_request, reply) =>
    reply.type("text/css; charset=utf-8").send(accessStyle),
  );
  pages.get("/login", { config }, async (request, reply) => {
    const { next } = loginForm.parse(request.query);
    if (request.caller !== null) return reply.redirect(placeIn(next));
    return sendPage(reply, loginPage(world.access, { name: "", next }));
  });
  pages.post("/login", { config }, async (request, reply) => logIn({ request, reply }, world));
  pages.post("/logout", { config }, async (request, reply) => {
    await leave({ request, reply }, world.access.doorkeeper);
    return reply.redirect("/login", 303);
  });
  pages.get("/set-up", { config }, async (request, reply) => {
    const { token } = setUpForm.parse(request.query);
    const holds = await world.access.doorkeeper.isSetUpToken(token);
    return sendPage(reply, setUpPage({ name: "", token: holds ? token : null }));
  });
  pages.post("/set-up", { config }, async (request, reply) => setUp({ request, reply }, world));
}

async function logIn({ request, reply }: Exchange, { access, clock }: PagesWorld) {
  const { next, ...who } = loginForm.parse(request.body);
  const outcome = await access.doorkeeper.logIn(who, visitOf(request));
  if (!outcome.ok) {
    const status = outcome.reason === "wrong" ? 401 : 429;
    const problem = whyRefused(outcome);
    return sendPage(reply.code(status), loginPage(access, { name: who.name, next, problem }));
  }
  keepSession(request, reply, { opened: outcome, now: clock.now() });
  return reply.redirect(placeIn(next), 303);
}

async function setUp({ request, reply }: Exchange, { access, clock }: PagesWorld) {
  const { token, name, password } = setUpForm.parse(request.body);
  try {
    const opened = await access.doorkeeper.setUp(token, { name, password }, visitOf(request));
    keepSession(request, reply, { opened, now: clock.now() });
    return reply.redirect("/", 303);
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    const holds = failure.code !== "set_up_refused";
    const page = setUpPage({ name, token: holds ? token : null, problem: failure.message });
    return sendPage(reply.code(holds ? 400 : 403), page);
  }
}

/** What was typed before, and what came of it. */
interface Tried {
  readonly name: string;
  readonly problem?: string | undefined;
}

/** The page to log in. */
export function loginPage(
  { singleSignOn }: ServerAccess,
  { name, next, problem }: Tried & { readonly next: string },
): AccessPage {
  const to = `/login/single-sign-on?next=${encodeURIComponent(next)}`;
  const label = singleSignOn?.label;
  return {
    title: "Log in",
    says: "The graph of your devices, people and weaknesses is for those who may see it.",
    problem,
    form: { action: "/login", button: "Log in", name, newPassword: false, hidden: { next } },
    link: label === undefined ? undefined : { to, text: `Log in with ${label}` },
  };
}

function setUpPage({
  name,
  token,
  problem,
}: Tried & { readonly token: string | null }): AccessPage {
  const title = "Make the first administrator";
  if (token === null)
    return {
      title,
      says: "This link does not hold any more: it works once, until defender-graph is started anew. While nobody was made, each start prints a new one.",
      form: null,
      link: { to: "/login", text: "Log in" },
    };
  return {
    title,
    says: "Choose a name, and a password of twelve characters or more. You can let others in afterwards.",
    problem,
    form: {
      action: "/set-up",
      button: "Make the administrator",
      name,
      newPassword: true,
      hidden: { token },
    },
  };
}

/** Sends a page. It says where it was asked from, as its form must; never to another site. */
export function sendPage(reply: FastifyReply, page: AccessPage): FastifyReply {
  return reply
    .header("cache-control", "no-store")
    .header("referrer-policy", "same-origin")
    .type("text/html; charset=utf-8")
    .send(accessPage(page));
}

/** A place on this server: never another site, whatever the address says. */
export function placeIn(next: string): string {
  const base = "http://here.invalid";
  if (!next.startsWith("/") || !URL.canParse(next, base)) return "/";
  const { origin, pathname, search, hash } = new URL(next, base);
  return origin === base && !pathname.startsWith("//") ? pathname + search + hash : "/";
}
