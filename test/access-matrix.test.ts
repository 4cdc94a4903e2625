import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verbRoutes } from "../src/http/verb-table.ts";
import type { VerbRoute } from "../src/http/verb-route.ts";
import { roles } from "../src/service/caller.ts";
import { openDatabase } from "../src/store/database.ts";
import { ensureInstance } from "../src/store/instance.ts";
import { type Guarded, openGuarded } from "./support/guarded.ts";
import { newPlace, type Place } from "./support/place.ts";
import { applyFound, has, machine, type Store, user } from "./support/store.ts";

type Headers = Readonly<Record<string, string>>;

let guarded: Guarded;
const people = new Map<string, Headers>();
const programs = new Map<string, Headers>();
let expired: Headers = {};
let ofInstance: Headers = {};
/** Two tenants' instances in one database, with the token of each. */
const tenants = new Map<"a" | "b", { readonly id: number; readonly headers: Headers }>();
let place: Place;

/**
 * Instance 1 and 2 have an entity and an edge in common, by key; each has things of its own, of a type, with a property and a
 * value that the other has not.
 */
async function fill(path: string): Promise<void> {
  const database = await openDatabase({ path });
  // A third one, of which nothing was read yet.
  const create = (tenantId: string, now: number) =>
    ensureInstance(database, { tenantId, accountName: null, now });
  for (const [own, now] of [
    ["a", 100],
    ["b", 200],
  ] as const) {
    const instance = await create(own, now);
    const store: Store = { path, database, instance, close: () => database.close() };
    const mine = {
      key: `only-${own}:1`,
      type: `thing_of_${own}`,
      classes: [`Class${own}`],
      properties: { displayName: `secret of ${own}`, [`only${own}`]: `value-of-${own}` },
    };
    const edges = [has("m", "u", { note: `edge of ${own}` }), has("m", `of-${own}`)];
    const entities = [machine("m"), user("u"), user(`of-${own}`), mine];
    await applyFound(store, { at: now, entities, relationships: edges });
    const later = [machine("m", { os: `os of ${own}` }), user("u"), user(`of-${own}`), mine];
    await applyFound(store, { at: now + 10, entities: later, relationships: edges });
  }
  await create("c", 300);
  await database.close();
}

beforeAll(async () => {
  place = await newPlace("duckdb");
  await fill(place.path);
  guarded = await openGuarded({}, place.path);
  expired = await guarded.token({ role: "administrator", days: 1 });
  guarded.forward(2 * 24 * 3_600_000);
  for (const role of roles) {
    await guarded.makeUser(`the-${role}`, role);
    people.set(role, await guarded.logIn(`the-${role}`));
    programs.set(role, await guarded.token({ role }));
  }
  ofInstance = await guarded.token({ role: "administrator", instanceId: 3 });
  for (const [id, whose] of [
    [1, "a"],
    [2, "b"],
  ] as const) {
    const headers = await guarded.token({ role: "viewer", instanceId: id });
    tenants.set(whose, { id, headers });
  }
});

afterAll(async () => {
  await guarded.close();
  await place.remove();
});

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
    { url: "/api/v1/identities" },
    { url: "/api/v1/history?object=machine:m" },
    { url: "/api/v1/entity?object=machine:m" },
    { url: "/api/v1/verify" },
    { url: "/metrics" },
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
      const { status } = await guarded.send({ ...asked, headers: ofInstance });
      const of = /database|verify|metrics/.test(asked.url) ? 403 : 200;
      // Nothing was read of instance 3.
      expect([asked.url, status]).toEqual([asked.url, /object=/.test(asked.url) ? 404 : of]);
    }
    for (const url of ["/api/v1/backup", "/api/v1/compact", "/api/v1/publications"]) {
      const asked = { method: "POST", url, body: {}, headers: ofInstance } as const;
      expect(await guarded.send(asked)).toMatchObject({ status: 403, code: "forbidden" });
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

describe("a token of one instance", () => {
  const own = [["a", "b"] as const, ["b", "a"] as const];

  function as(whose: "a" | "b", url: string, body?: object) {
    const headers = tenants.get(whose)?.headers ?? {};
    const method = body === undefined ? "GET" : "POST";
    return guarded.send({ method, url: `/api/v1/${url}`, headers, body });
  }

  test.each(own)(
    "of %s sees its own part of the graph, whole, and nothing of %s's",
    async (mine, other) => {
      const query = (text: string) => ["query", { query: text }] as const;
      const answers = await Promise.all([
        as(mine, "export"),
        as(mine, "export?asOf=205"),
        as(mine, "changes"),
        as(mine, "changes?net=true&since=0"),
        as(mine, "changes/counts"),
        as(mine, "history?object=machine:m"),
        as(mine, `history?object=${encodeURIComponent("machine:m|has|user:u")}`),
        as(mine, "entity?object=machine:m"),
        as(mine, ...query("FIND *")),
        as(mine, ...query("FIND machine THAT HAS user RETURN TREE")),
        as(mine, ...query("FIND user AS u RETURN u.displayName, count(u)")),
      ]);
      const foreign = new RegExp(
        `of-${other}|only-?${other}|of_${other}|of ${other}|value-of-${other}|Class${other}`,
      );
      for (const { status, body } of answers) {
        const told = typeof body === "string" ? body : JSON.stringify(body);
        expect([status, foreign.exec(told)?.[0]]).toEqual([200, undefined]);
      }
      const lines = String(answers[0]?.body).trim().split("\n");
      expect(lines.toSorted().map((line) => JSON.parse(line)._key)).toHaveLength(6);
      expect(String(answers[2]?.body)).toContain(`os of ${mine}`);
      expect(answers[7]?.body).toMatchObject({ entities: [{ total: 2 }] });
      expect(answers[8]?.body).toMatchObject({ result: { totalCount: 4 } });
    },
  );

  /** What it answers of something of another tenant, and of something that never was, as if it had the same name. */
  async function asked(
    whose: "a" | "b",
    of: (name: string) => readonly [string, object?],
    names: readonly [string, string],
  ) {
    const [there, nowhere] = await Promise.all(names.map((name) => as(whose, ...of(name))));
    const told = (
      { status, body }: { status: number; body: unknown } = { status: 0, body: "" },
    ) => [
      status,
      JSON.stringify(body)
        .replaceAll(/"ms":\d+/g, "")
        .replaceAll(names[0], names[1]),
    ];
    return [told(there), told(nowhere)];
  }

  test.each(own)("of %s cannot tell what %s has from what never was", async (mine, other) => {
    const keys = [`only-${other}:1`, `only-q:1`] as const;
    const types = [`thing_of_${other}`, "thing_of_q"] as const;
    const classes = [`Class${other}`, "Classq"] as const;
    const values = [`value-of-${other}`, "value-of-q"] as const;
    const query = (text: string) => ["query", { query: text }] as const;
    const explain = (text: string) => ["explain", { query: text }] as const;
    const pairs = [
      asked(mine, (key) => [`history?object=${key}`], keys),
      asked(mine, (key) => [`entity?object=${key}`], keys),
      asked(mine, (key) => [`entity?object=${key}&asOf=205`], keys),
      asked(mine, (key) => [`changes?object=${key}`], keys),
      asked(mine, (type) => [`changes/counts?type=${type}`], types),
      asked(mine, (key) => query(`FIND * WITH _key = '${key}'`), keys),
      asked(mine, (type) => query(`FIND ${type} AS t RETURN count(t)`), types),
      asked(mine, (name) => query(`FIND ${name}`), classes),
      asked(mine, (name) => query(`FIND user WITH only${name} = 1`), [other, "q"]),
      asked(mine, (value) => query(`FIND 'user' WITH displayName = '${value}'`), values),
      asked(mine, (value) => query(`FIND '${value}'`), values),
      asked(mine, (type) => explain(`FIND ${type}`), types),
      asked(mine, (key) => explain(`FIND * WITH _key = '${key}'`), keys),
    ];
    for (const [there, nowhere] of await Promise.all(pairs)) expect(there).toEqual(nowhere);
  });

  test("of a is refused what b's instance and runs tell, and a list has its own alone", async () => {
    const { id = 0 } = tenants.get("b") ?? {};
    for (const url of [`instances/${id}`, "instances/999", "runs/3", "runs/999"])
      expect([url, (await as("a", url)).status]).toEqual([url, 403]);
    expect((await as("a", "instances")).body).toMatchObject({ items: [{ id: 1 }] });
    expect((await as("a", "runs")).body).toMatchObject({
      items: [{ instanceId: 1 }, { instanceId: 1 }],
    });
    expect((await as("a", "runs/1")).status).toBe(200);
    expect((await as("a", "status")).body).toMatchObject({ instances: [{ id: 1 }] });
  });
});
