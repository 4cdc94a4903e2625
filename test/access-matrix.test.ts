import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verbRoutes } from "../src/http/verb-table.ts";
import type { VerbRoute } from "../src/http/verb-route.ts";
import { roles } from "../src/service/caller.ts";
import { type Guarded, openGuarded } from "./support/guarded.ts";

type Headers = Readonly<Record<string, string>>;

let guarded: Guarded;
const people = new Map<string, Headers>();
const programs = new Map<string, Headers>();
let expired: Headers = {};
let ofInstance: Headers = {};

beforeAll(async () => {
  guarded = await openGuarded();
  expired = await guarded.token({ role: "administrator", days: 1 });
  guarded.forward(2 * 24 * 3_600_000);
  for (const role of roles) {
    await guarded.makeUser(`the-${role}`, role);
    people.set(role, await guarded.logIn(`the-${role}`));
    programs.set(role, await guarded.token({ role }));
  }
  ofInstance = await guarded.token({ role: "administrator", instanceId: 7 });
});

afterAll(() => guarded.close());

/** Asks for something that is not there, so that nothing happens to who may. */
function ask({ method, path }: Pick<VerbRoute, "method" | "path">, headers: Headers, id = 999_999) {
  const url = path.replaceAll(/:\w+/g, String(id));
  return guarded.send({ method, url, headers, ...(method === "GET" ? {} : { body: {} }) });
}

const tooLittle = verbRoutes.flatMap((route) =>
  roles
    .slice(0, roles.indexOf(route.verb.role))
    .map((role) => ({ name: route.verb.name, role, route })),
);
const enough = verbRoutes.flatMap((route) =>
  roles
    .slice(roles.indexOf(route.verb.role))
    .map((role) => ({ name: route.verb.name, role, route })),
);
/** Lists in which a token of one instance is shown that one. */
const own: ReadonlySet<string> = new Set(["/api/v1/instances", "/api/v1/runs"]);
const changes = verbRoutes.filter(({ method }) => method !== "GET");

describe("every verb", () => {
  test.each(verbRoutes)("$verb.name is refused to nobody in particular", async (route) => {
    const strangers: readonly Headers[] = [
      {},
      { authorization: "Bearer dg_nothing" },
      { authorization: "Basic YTpi" },
      { cookie: "defender-graph-session-4400=nothing", "sec-fetch-site": "same-origin" },
      expired,
    ];
    for (const headers of strangers)
      expect(await ask(route, headers)).toMatchObject({ status: 401, code: "unauthenticated" });
  });

  test.each(tooLittle)("$name is refused to a $role", async ({ role, route }) => {
    for (const headers of [people.get(role), programs.get(role)])
      expect(await ask(route, headers ?? {})).toMatchObject({ status: 403, code: "forbidden" });
  });

  test.each(enough)("$name is not refused to a $role for the role", async ({ role, route }) => {
    // What a verb itself finds wrong with the request comes after the door.
    const { code } = await ask(route, people.get(role) ?? {});
    expect(["unauthenticated", "forbidden", "cross_site", "internal_error"]).not.toContain(code);
  });

  const ofOthers = verbRoutes.filter(({ path }) => !own.has(path));
  test.each(ofOthers)("$verb.name is refused to the token of another instance", async (route) => {
    expect(await ask(route, ofInstance)).toMatchObject({ status: 403, code: "forbidden" });
  });

  test.each(changes)("$verb.name is refused to a page of another site", async (route) => {
    const { cookie = "" } = people.get("administrator") ?? {};
    const sites: readonly Headers[] = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "https://evil.example", "x-defender-graph": "1" },
      {},
    ];
    for (const site of sites)
      expect(await ask(route, { cookie, ...site })).toMatchObject({
        status: 403,
        code: "cross_site",
      });
  });
});

test("the refusals left nothing behind but the log-ins", async () => {
  const told = new Set(await guarded.verbs());
  expect(told).toEqual(new Set(["tokens.create", "users.create", "access.log_in"]));
});

describe("what is no verb", () => {
  const body = { query: "FIND *" };
  const reading = [
    { method: "POST", url: "/api/v1/query", body },
    { method: "POST", url: "/api/v1/explain", body },
    { url: "/api/v1/shape" },
    { url: "/api/v1/status" },
    { url: "/api/v1/database" },
    { url: "/api/v1/export" },
    { url: "/api/v1/changes" },
    { url: "/api/v1/changes/counts" },
    { url: "/api/v1/verify" },
  ] as const;

  test.each(reading)("$url is for who may see", async (asked) => {
    expect(await guarded.send(asked)).toMatchObject({ status: 401, code: "unauthenticated" });
    const headers = people.get("viewer") ?? {};
    expect((await guarded.send({ ...asked, headers })).status).toBe(200);
  });

  test("a backup is for administrators", async () => {
    const asked = { method: "POST", url: "/api/v1/backup", body: {} } as const;
    const refused = await guarded.send({ ...asked, headers: people.get("editor") ?? {} });
    expect(refused).toMatchObject({ status: 403, code: "forbidden" });
    const headers = people.get("administrator") ?? {};
    expect((await guarded.send({ ...asked, headers })).status).toBe(200);
  });

  test("a token of one instance asks its part of the graph, and nothing about the whole", async () => {
    for (const asked of reading) {
      const whole = !/query|explain|shape|status/.test(asked.url);
      const { status } = await guarded.send({ ...asked, headers: ofInstance });
      expect([asked.url, status]).toEqual([asked.url, whole ? 403 : 200]);
    }
  });

  test("what tells nothing is for everyone", async () => {
    for (const url of ["/healthz", "/api/v1/openapi.json", "/api/v1/session", "/login"])
      expect([url, (await guarded.send({ url })).status]).toEqual([url, 200]);
    const page = await guarded.send({ url: "/entity/a?b=c", headers: { accept: "text/html" } });
    expect([page.status, page.headers["location"]]).toEqual([
      302,
      "/login?next=%2Fentity%2Fa%3Fb%3Dc",
    ]);
  });
});
