import { expect, test } from "vitest";
import { silent } from "../base/log.ts";
import type { Doorkeeper } from "../service/access/doorkeeper.ts";
import { desk } from "./desk.fixture.ts";
import { createServer } from "./server.ts";

/** Knows nobody. */
const nobodyHome: Doorkeeper = {
  localToken: "local",
  beginSetUp: async () => null,
  isSetUpToken: async () => false,
  setUp: () => Promise.reject(new Error("set up")),
  logIn: async () => ({ ok: false, reason: "wrong" }),
  enterBySingleSignOn: () => Promise.reject(new Error("entered")),
  logOut: async () => {},
  callerOfSession: async () => null,
  callerOfBearer: async () => null,
};

const clock = { now: () => 1_000, sleep: () => new Promise<void>(() => {}) };
const world = { service: desk, consoleDirectory: null, log: silent, clock };

test("beyond loopback nothing is served without a log-in", () => {
  expect(() => createServer({ ...world, host: "0.0.0.0" })).toThrow(
    "Cannot serve 0.0.0.0 without a log-in",
  );
});

test("bound beyond loopback, the host is the operator's matter", async () => {
  const server = createServer({ ...world, host: "0.0.0.0", access: { doorkeeper: nobodyHome } });
  const response = await server.inject({ url: "/healthz", headers: { host: "graph.lan" } });
  expect(response.statusCode).toBe(200);
});

test("a route of the API that does not say whom it is for is for administrators", async () => {
  const asViewer: Doorkeeper = {
    ...nobodyHome,
    callerOfBearer: async () => ({ kind: "token", id: 1, name: "report", role: "viewer" }),
  };
  const server = createServer({ ...world, access: { doorkeeper: asViewer } });
  server.get("/api/v1/forgotten", async () => "secret");
  const headers = { host: "localhost", authorization: "Bearer t" };
  const refused = await server.inject({ url: "/api/v1/forgotten", headers });
  expect([refused.statusCode, refused.body]).toEqual([403, expect.not.stringContaining("secret")]);
  const known = await server.inject({ url: "/api/v1/shape", headers });
  expect(known.statusCode).toBe(200);
});
