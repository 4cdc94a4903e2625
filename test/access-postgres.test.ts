import { afterAll, beforeAll, expect, test } from "vitest";
import { goodPassword, type Guarded, openGuarded } from "./support/guarded.ts";
import { newDatabase, type TestDatabase } from "./support/postgres.ts";

let place: TestDatabase;
let one: Guarded;
let other: Guarded;

beforeAll(async () => {
  place = await newDatabase();
  one = await openGuarded({}, place.url);
  other = await openGuarded({}, place.url);
});

afterAll(async () => {
  await one?.close();
  await other?.close();
  await place?.drop();
});

test("two servers over one PostgreSQL database know the same people, sessions, tokens and blocks", async () => {
  await one.makeUser("ada", "editor");
  const session = await one.logIn("ada");
  expect((await other.send({ url: "/api/v1/shape", headers: session })).status).toBe(200);
  const token = await other.token({ role: "viewer" });
  expect((await one.send({ url: "/api/v1/shape", headers: token })).status).toBe(200);

  const attempt = (server: Guarded, password: string) =>
    server.send({ method: "POST", url: "/api/v1/session", body: { name: "ada", password } });
  for (let times = 0; times < 5; times++)
    expect((await attempt(times % 2 === 0 ? one : other, "wrong")).status).toBe(401);
  expect((await attempt(one, goodPassword)).status).toBe(429);
  expect((await attempt(other, goodPassword)).status).toBe(429);

  await other.send({ method: "DELETE", url: "/api/v1/session", headers: session });
  expect((await one.send({ url: "/api/v1/shape", headers: session })).status).toBe(401);
});

test("log-ins that fail at the same moment on both are all counted", async () => {
  const attempt = (server: Guarded) =>
    server.send({
      method: "POST",
      url: "/api/v1/session",
      body: { name: "grace", password: "wrong" },
    });
  await Promise.all([one, other, one, other, one, other].map(attempt));
  expect((await attempt(one)).status).toBe(429);
});
