import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword, isWeaklyHashed, passwordMatches } from "../src/service/access/password.ts";
import { cookieOf, goodPassword, type Guarded, openGuarded } from "./support/guarded.ts";

let guarded: Guarded;

beforeAll(async () => {
  guarded = await openGuarded();
});

afterAll(() => guarded.close());

function tryLogIn(name: string, password: string) {
  return guarded.send({ method: "POST", url: "/api/v1/session", body: { name, password } });
}

async function isIn(headers: Readonly<Record<string, string>>): Promise<boolean> {
  return (await guarded.send({ url: "/api/v1/shape", headers })).status === 200;
}

const ownPage = { "sec-fetch-site": "same-origin" };

describe("the first start", () => {
  test("makes one administrator by a link that works once", async () => {
    const { doorkeeper } = guarded.desk;
    const token = (await doorkeeper?.beginSetUp()) ?? "";
    const setUp = (body: object) =>
      guarded.send({ method: "POST", url: "/api/v1/set-up", body: { token, ...body } });
    const who = { name: "Root@Example.com", password: goodPassword };
    expect(await setUp({ ...who, token: "another" })).toMatchObject({ code: "set_up_refused" });
    const weak = ["short", "aaaaaaaaaaaaaaaaa", "password12345", "root-root-2026", "x".repeat(300)];
    for (const password of weak)
      expect(await setUp({ ...who, password })).toMatchObject({
        status: 400,
        code: "password_weak",
      });
    expect(await setUp({ ...who, name: "a b" })).toMatchObject({ code: "request_invalid" });
    const made = await setUp(who);
    expect(made).toMatchObject({
      status: 201,
      body: { access: "users", caller: { name: "root@example.com", role: "administrator" } },
    });
    expect(await isIn({ cookie: cookieOf(made.headers) })).toBe(true);
    expect(await setUp(who)).toMatchObject({ status: 403, code: "set_up_refused" });
    expect(await doorkeeper?.beginSetUp()).toBeNull();
  });

  test("by the page, as a form, which tells what is wrong with a password", async () => {
    const fresh = await openGuarded();
    const token = (await fresh.desk.doorkeeper?.beginSetUp()) ?? "";
    const form = async (fields: Record<string, string>) =>
      fresh.server.inject({
        method: "POST",
        url: "/set-up",
        headers: {
          host: "localhost",
          "sec-fetch-site": "same-origin",
          "content-type": "application/x-www-form-urlencoded",
        },
        body: new URLSearchParams({ token, name: "<Ada>", ...fields }).toString(),
      });
    const page = await fresh.send({ url: `/set-up?token=${token}` });
    expect(page.body).toContain(`value="${token}"`);
    const refused = await form({ password: "short" });
    expect(refused.statusCode).toBe(400);
    expect(refused.body).toContain("Cannot make the administrator: the name begins with");
    expect(refused.body).toContain('value="&lt;Ada&gt;"');
    const done = await form({ name: "ada", password: goodPassword });
    expect([done.statusCode, done.headers.location]).toEqual([303, "/"]);
    expect((await fresh.send({ url: `/set-up?token=${token}` })).body).toContain(
      "does not hold any more",
    );
    await fresh.close();
  });
});

describe("a password", () => {
  test("is stored as a salted hash with its parameters, and is known again in any spelling", async () => {
    const [one, other] = await Promise.all([hashPassword("Ünïcødé words"), hashPassword("x")]);
    expect(one).toMatch(/^scrypt\$15\$8\$3\$[0-9a-f]{32}\$[0-9a-f]{64}$/);
    expect(await passwordMatches("Ünïcødé words".normalize("NFD"), one)).toBe(true);
    expect(await passwordMatches("Ünïcødé words ", one)).toBe(false);
    expect(await passwordMatches("", null)).toBe(false);
    expect([isWeaklyHashed(one), isWeaklyHashed(other.replace("$15$", "$14$"))]).toEqual([
      false,
      true,
    ]);
  });
});

describe("logging in", () => {
  test("wants the right name and password, and tells not which was wrong", async () => {
    await guarded.makeUser("ada", "viewer");
    const wrong = await tryLogIn("ada", "four words of some use");
    expect(wrong).toMatchObject({ status: 401, code: "login_wrong" });
    expect((await tryLogIn("nobody", goodPassword)).body).toEqual(wrong.body);
    const right = await tryLogIn(" ADA ", goodPassword);
    expect(right).toMatchObject({ status: 200, body: { caller: { name: "ada", role: "viewer" } } });
    const cookie = String(right.headers["set-cookie"]);
    expect(cookie).toMatch(
      /^defender-graph-session-4400=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/,
    );
  });

  test("from a page of another site is refused", async () => {
    const sent = {
      method: "POST",
      url: "/api/v1/session",
      body: { name: "ada", password: goodPassword },
      headers: { origin: "https://evil.example" },
    } as const;
    expect(await guarded.send(sent)).toMatchObject({ status: 403, code: "cross_site" });
  });

  test("gives a new session each time, and ends the one before", async () => {
    const first = await guarded.logIn("ada");
    const again = await guarded.send({
      method: "POST",
      url: "/api/v1/session",
      body: { name: "ada", password: goodPassword },
      headers: first,
    });
    const second = { cookie: cookieOf(again.headers), ...ownPage };
    expect(second.cookie).not.toBe(first["cookie"]);
    expect([await isIn(first), await isIn(second)]).toEqual([false, true]);
    const left = await guarded.send({ method: "DELETE", url: "/api/v1/session", headers: second });
    expect(left).toMatchObject({ status: 200, body: { caller: null } });
    expect(await isIn(second)).toBe(false);
  });

  test("by a form leads to where one wanted to go, on this server", async () => {
    const places = [
      ["/?q=FIND+*", "/?q=FIND+*"],
      ["https://evil.example/", "/"],
      ["//evil.example/", "/"],
      ["/\\evil.example", "/"],
      ["/%5Cevil.example", "/%5Cevil.example"],
    ];
    for (const [next = "", place] of places) {
      const reply = await guarded.server.inject({
        method: "POST",
        url: "/login",
        headers: {
          host: "localhost:4400",
          origin: "http://localhost:4400",
          "content-type": "application/x-www-form-urlencoded",
        },
        body: new URLSearchParams({ name: "ada", password: goodPassword, next }).toString(),
      });
      expect([next, reply.statusCode, reply.headers.location]).toEqual([next, 303, place]);
    }
  });

  test("a form is taken by the log-in pages only", async () => {
    const headers = {
      ...(await guarded.logIn("ada")),
      "content-type": "application/x-www-form-urlencoded",
    };
    const reply = await guarded.server.inject({
      method: "POST",
      url: "/api/v1/query",
      headers: { host: "localhost:4400", ...headers },
      body: "query=FIND",
    });
    expect(reply.statusCode).toBe(415);
  });

  test("is refused for a while after failures in a row, known name or not, and then works", async () => {
    for (const name of ["ada", "nobody-at-all"]) {
      for (let times = 0; times < 5; times++)
        expect((await tryLogIn(name, "wrong")).status).toBe(401);
      const blocked = await tryLogIn(name, goodPassword);
      expect(blocked).toMatchObject({ status: 429, code: "login_blocked" });
      expect(blocked.headers["retry-after"]).toBe("30");
    }
    guarded.forward(31_000);
    expect((await tryLogIn("ada", "wrong")).status).toBe(401);
    expect((await tryLogIn("ada", goodPassword)).headers["retry-after"]).toBe("60");
    guarded.forward(61_000);
    expect((await tryLogIn("ada", goodPassword)).status).toBe(200);
    expect((await tryLogIn("ada", "wrong")).status).toBe(401);
  });

  test("is refused to an address that tries many names", async () => {
    const other = await openGuarded();
    const attempt = (name: string) =>
      other.send({ method: "POST", url: "/api/v1/session", body: { name, password: "wrong" } });
    const tried = [];
    for (let at = 0; at < 21; at++) tried.push((await attempt(`user${at}`)).status);
    expect(tried).toEqual([...Array.from({ length: 20 }, () => 401), 429]);
    await other.close();
  }, 120_000);

  test("and failing to is in the audit log, without the password", async () => {
    const headers = await guarded.logIn("root@example.com");
    const reply = await guarded.send({ url: "/api/v1/audit?limit=500", headers });
    const text = JSON.stringify(reply.body);
    for (const verb of [
      "access.set_up",
      "access.log_in",
      "access.log_in_refused",
      "access.log_out",
    ])
      expect(text).toContain(`"${verb}"`);
    expect(text).toContain('"reason":"no such user"');
    expect(text).toContain('"reason":"wrong password"');
    expect(text).not.toContain(goodPassword);
  });
});

describe("behind a proxy", () => {
  test("with https, cookies are for https only, and the address is the visitor's", async () => {
    const publicUrl = new URL("https://graph.example.com");
    const proxied = await openGuarded({ publicUrl });
    await proxied.makeUser("ada", "administrator");
    const headers = {
      host: "graph.example.com",
      "x-forwarded-for": "203.0.113.9",
      "x-forwarded-proto": "https",
      origin: "https://graph.example.com",
    };
    const reply = await proxied.send({
      method: "POST",
      url: "/api/v1/session",
      body: { name: "ada", password: goodPassword },
      headers,
    });
    expect(String(reply.headers["set-cookie"])).toMatch(
      /^__Host-defender-graph-session=[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/,
    );
    const sessions = await proxied.send({
      url: "/api/v1/sessions",
      headers: { ...headers, cookie: cookieOf(reply.headers) },
    });
    expect(sessions.body).toMatchObject({ items: [{ address: "203.0.113.9" }] });
    await proxied.close();
  });
});
