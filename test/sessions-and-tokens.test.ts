import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { goodPassword, type Guarded, openGuarded } from "./support/guarded.ts";

const hour = 3_600_000;
const json = "application/json";

let guarded: Guarded;

beforeAll(async () => {
  guarded = await openGuarded();
  await guarded.makeUser("root@example.com", "administrator");
  await guarded.makeUser("ada", "viewer");
});

afterAll(() => guarded.close());

function tryLogIn(name: string, password: string) {
  return guarded.send({ method: "POST", url: "/api/v1/session", body: { name, password } });
}

async function isIn(headers: Readonly<Record<string, string>>): Promise<boolean> {
  return (await guarded.send({ url: "/api/v1/shape", headers })).status === 200;
}

describe("a session", () => {
  test("ends when it is not used, and after a week whatever happens", async () => {
    await guarded.makeUser("grace", "viewer");
    const idle = await guarded.logIn("grace");
    guarded.forward(11 * hour);
    expect(await isIn(idle)).toBe(true);
    guarded.forward(11 * hour);
    expect(await isIn(idle)).toBe(true);
    guarded.forward(13 * hour);
    expect(await isIn(idle)).toBe(false);
    const busy = await guarded.logIn("grace");
    let lasted = 0;
    while (await isIn(busy)) {
      guarded.forward(6 * hour);
      lasted += 6;
    }
    expect(lasted).toBe(7 * 24);
  });

  test("of one's own is listed and ended by oneself, of others by an administrator", async () => {
    const root = await guarded.logIn("root@example.com");
    const grace = await guarded.logIn("grace");
    const elsewhere = await guarded.logIn("grace");
    const listed = async (headers: Readonly<Record<string, string>>) => {
      const { body } = await guarded.send({ url: "/api/v1/sessions", headers });
      return (body as { items: { id: number; userName: string }[] }).items;
    };
    const own = await listed(grace);
    expect(own.map(({ userName }) => userName)).toEqual(["grace", "grace"]);
    const all = await listed(root);
    expect(new Set(all.map(({ userName }) => userName))).toEqual(
      new Set(["grace", "root@example.com"]),
    );
    const end = (id: number, headers: Readonly<Record<string, string>>) =>
      guarded.send({ method: "DELETE", url: `/api/v1/sessions/${id}`, headers });
    const ofRoot = all.find(({ userName }) => userName !== "grace")?.id ?? -1;
    expect(await end(ofRoot, grace)).toMatchObject({ status: 404, code: "not_found" });
    expect((await end(own[0]?.id ?? -1, grace)).status).toBe(200);
    expect([await isIn(elsewhere), await isIn(grace)]).toEqual([false, true]);
    expect((await end(own[1]?.id ?? -1, root)).status).toBe(200);
    expect(await isIn(grace)).toBe(false);
  });

  test("ends with the password, the user, or their being kept out", async () => {
    const root = await guarded.logIn("root@example.com");
    const id = await guarded.makeUser("alan", "editor");
    const change = (headers: Readonly<Record<string, string>>, body: object) =>
      guarded.send({ method: "POST", url: "/api/v1/account/password", headers, body });
    const alan = await guarded.logIn("alan");
    const next = "seven other words of use";
    expect(await change(alan, { current: "wrong", password: next })).toMatchObject({
      status: 400,
      code: "password_wrong",
    });
    expect((await change(alan, { current: goodPassword, password: next })).status).toBe(200);
    expect(await isIn(alan)).toBe(false);
    const again = await guarded.logIn("alan", next);
    const edit = (body: object) =>
      guarded.send({ method: "PATCH", url: `/api/v1/users/${id}`, headers: root, body });
    expect((await edit({ disabled: true })).status).toBe(200);
    expect(await isIn(again)).toBe(false);
    expect((await tryLogIn("alan", next)).code).toBe("login_wrong");
    expect((await edit({ disabled: false })).status).toBe(200);
    const last = await guarded.logIn("alan", next);
    const gone = await guarded.send({
      method: "DELETE",
      url: `/api/v1/users/${id}`,
      headers: root,
    });
    expect(gone.status).toBe(200);
    expect(await isIn(last)).toBe(false);
  });
});

describe("users", () => {
  test("one administrator is always left", async () => {
    const root = await guarded.logIn("root@example.com");
    const list = await guarded.send({ url: "/api/v1/users", headers: root });
    const { items } = list.body as { items: { id: number; name: string }[] };
    const id = items.find(({ name }) => name === "root@example.com")?.id;
    const url = `/api/v1/users/${id}`;
    for (const body of [{ role: "viewer" }, { disabled: true }])
      expect(await guarded.send({ method: "PATCH", url, headers: root, body })).toMatchObject({
        status: 409,
        code: "conflict",
      });
    expect((await guarded.send({ method: "DELETE", url, headers: root })).status).toBe(409);
    expect(JSON.stringify(list.body)).not.toContain("scrypt");
  });

  test("no two have the same name", async () => {
    const root = await guarded.logIn("root@example.com");
    const body = { name: "ADA", role: "viewer", password: goodPassword };
    const again = await guarded.send({ method: "POST", url: "/api/v1/users", headers: root, body });
    expect(again).toMatchObject({ status: 409, code: "conflict" });
  });
});

describe("an API token", () => {
  const make = async (headers: Readonly<Record<string, string>>, body: object) =>
    guarded.send({ method: "POST", url: "/api/v1/tokens", headers, body });

  test("does no more than who made it, even later, and ends with them", async () => {
    const root = await guarded.logIn("root@example.com");
    const id = await guarded.makeUser("edith", "editor");
    const edith = await guarded.logIn("edith");
    expect(await make(edith, { name: "too much", role: "administrator" })).toMatchObject({
      status: 403,
    });
    const made = await make(edith, { name: "report", role: "editor" });
    expect(made.status).toBe(201);
    const { token, id: number } = made.body as { token: string; id: number };
    const headers = { authorization: `Bearer ${token}` };
    const who = async () => (await guarded.send({ url: "/api/v1/session", headers })).body;
    expect(await who()).toMatchObject({
      caller: { kind: "token", name: "report", role: "editor" },
    });
    expect(await make(headers, { name: "child", role: "viewer" })).toMatchObject({
      code: "forbidden",
    });
    const edit = { method: "PATCH", url: `/api/v1/users/${id}`, headers: root } as const;
    await guarded.send({ ...edit, body: { role: "viewer" } });
    expect(await who()).toMatchObject({ caller: { role: "viewer" } });
    await guarded.send({ ...edit, body: { disabled: true } });
    expect(await isIn(headers)).toBe(false);
    const listed = await guarded.send({ url: "/api/v1/tokens", headers: root });
    expect(listed.body).toMatchObject({ items: [{ id: number, name: "report", userId: id }] });
    expect(JSON.stringify(listed.body)).not.toContain(token);
  });

  test("expires, tells when it was used, and is taken away", async () => {
    const root = await guarded.logIn("root@example.com");
    const made = await make(root, { name: "short", role: "viewer", days: 1 });
    const { token, id } = made.body as { token: string; id: number };
    const headers = { authorization: `Bearer ${token}` };
    expect(await isIn(headers)).toBe(true);
    const usedOn = async () => {
      const { body } = await guarded.send({ url: "/api/v1/tokens", headers: root });
      const { items } = body as { items: { id: number; usedOn: number | null }[] };
      return items.find((one) => one.id === id)?.usedOn;
    };
    expect(await usedOn()).toBe(guarded.now());
    guarded.forward(25 * hour);
    expect(await isIn(headers)).toBe(false);
    const other = await make(await guarded.logIn("root@example.com"), {
      name: "b",
      role: "viewer",
    });
    const taken = other.body as { token: string; id: number };
    const gone = await guarded.send({
      method: "DELETE",
      url: `/api/v1/tokens/${taken.id}`,
      headers: await guarded.logIn("root@example.com"),
    });
    expect(gone.status).toBe(200);
    expect(await isIn({ authorization: `Bearer ${taken.token}` })).toBe(false);
  });

  test("of one instance sees that one and its runs, and is told of no other", async () => {
    const root = await guarded.token({ role: "administrator" });
    const ask = async (what: string, headers: Readonly<Record<string, string>>, body?: object) => {
      const [method, path = ""] = what.split(" ");
      const url = `/api/v1${path}`;
      if (method === "GET") return guarded.send({ url, headers });
      return guarded.send({
        method: "POST",
        url,
        body,
        headers: { ...headers, "content-type": json },
      });
    };
    const connect = async (tenantId: string): Promise<{ instance: number; run: number }> => {
      const credential = { kind: "managedIdentity" };
      const wanted = { tenantId, accountName: tenantId, credential };
      const made = await ask("POST /instances", root, {
        ...wanted,
        pollingInterval: "DISABLED",
      });
      expect(made).toMatchObject({ status: 201 });
      const { id } = made.body as { id: number };
      const begun = await ask(`POST /instances/${id}/run`, root, {});
      return begun.body as { instance: number; run: number };
    };
    const mine = await connect("11111111-1111-4111-8111-111111111111");
    const other = await connect("22222222-2222-4222-8222-222222222222");
    const headers = await guarded.token({ role: "editor", instanceId: mine.instance });
    const seen = { status: 200, body: { items: [{ id: mine.run }] } };
    expect(await ask("GET /runs", headers)).toMatchObject(seen);
    const instances = { status: 200, body: { items: [{ id: mine.instance }] } };
    expect(await ask("GET /instances", headers)).toMatchObject(instances);
    for (const path of [`/runs/${mine.run}`, `/runs/${mine.run}/events`])
      expect([path, (await ask(`GET ${path}`, headers)).status]).toEqual([path, 200]);
    const refused = [
      await ask(`GET /runs?instance=${other.instance}`, headers),
      await ask(`GET /runs/${other.run}`, headers),
      await ask(`GET /runs/${other.run}/events`, headers),
      await ask(`GET /runs/${other.run}/events`, { ...headers, accept: "text/event-stream" }),
      await ask(`POST /runs/${other.run}/cancel`, headers, {}),
      await ask("GET /runs/999999", headers),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
    expect((await ask(`POST /runs/${mine.run}/cancel`, headers, {})).status).toBe(202);
  });

  test("that is taken away hears no more of a run, nor does who logs out; others do", async () => {
    const root = await guarded.token({ role: "administrator" });
    const tenantId = "33333333-3333-4333-8333-333333333333";
    const credential = { kind: "managedIdentity" };
    const asked = { tenantId, accountName: "c", credential, pollingInterval: "DISABLED" };
    const url = "/api/v1/instances";
    const made = await guarded.send({ method: "POST", url, headers: root, body: asked });
    const { id } = made.body as { id: number };
    const running = { method: "POST", url: `${url}/${id}/run`, headers: root, body: {} } as const;
    const { run } = (await guarded.send(running)).body as { run: number };
    const watch = (headers: Readonly<Record<string, string>>) => {
      const events = `/api/v1/runs/${run}/events`;
      const accept = "text/event-stream";
      return guarded.send({ url: events, headers: { ...headers, accept } });
    };
    const ada = await guarded.logIn("ada");
    const token = await guarded.token({ role: "viewer" });
    const ended: string[] = [];
    const told = async (who: string, headers: Readonly<Record<string, string>>) => {
      const { body } = await watch(headers);
      ended.push(who);
      return body;
    };
    const crowd = await guarded.token({ role: "viewer" });
    const crowded = Array.from({ length: 20 }, () => watch(crowd));
    const all = [told("ada", ada), told("token", token), told("root", root)];
    const until = async (count: number): Promise<void> => {
      while (ended.length < count) {
        guarded.forward(1_000);
        await setImmediate();
      }
    };
    await guarded.send({ method: "DELETE", url: "/api/v1/session", headers: ada });
    const { body } = await guarded.send({ url: "/api/v1/tokens", headers: root });
    const numbers = (body as { items: { id: number }[] }).items.map(({ id: one }) => one);
    const [, mine] = numbers.toSorted((one, other) => other - one);
    const taken = { method: "DELETE", url: `/api/v1/tokens/${mine}`, headers: root } as const;
    expect((await guarded.send(taken)).status).toBe(200);
    await until(2);
    expect(ended.toSorted()).toEqual(["ada", "token"]);
    // Nobody takes all the places.
    expect(await watch(crowd)).toMatchObject({ status: 503, code: "too_many_streams" });
    const cancel = { method: "POST", url: `/api/v1/runs/${run}/cancel`, headers: root } as const;
    expect((await guarded.send({ ...cancel, body: {} })).status).toBe(202);
    await until(3);
    for (const heard of await Promise.all(all)) expect(heard).toContain("progress");
    expect(await all[2]).toContain("event: end");
    for (const heard of crowded) expect((await heard).body).toContain("event: end");
  });

  test("is not made for an instance that is not there", async () => {
    const made = guarded.token({ role: "viewer", instanceId: 999 });
    await expect(made).rejects.toMatchObject({ code: "not_found" });
  });
});
