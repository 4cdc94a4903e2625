import { expect, test } from "vitest";
import { silent } from "./base/log.ts";
import { desk } from "./http/desk.fixture.ts";
import { serveDesk } from "./serve-desk.ts";
import type { Desk } from "./service/desk.ts";

const clock = { now: () => 1_000, sleep: () => new Promise<void>(() => {}) };

test("a server that can leave no note serves all the same, and logs why", async () => {
  const warned: string[] = [];
  const served: Desk = {
    ...desk,
    server: null,
    database: "/no/such/folder/acme.duckdb",
    collect: () => Promise.reject(new Error("collected")),
    compact: () => Promise.reject(new Error("compacted")),
    rotateKey: () => Promise.reject(new Error("rotated")),
    publish: () => Promise.reject(new Error("published")),
    worker() {
      throw new Error("worked");
    },
    attend: () => Promise.reject(new Error("attended")),
    doorkeeper: null,
    close: async () => {},
  };
  const server = await serveDesk({
    desk: served,
    host: "127.0.0.1",
    port: 0,
    consoleDirectory: "/no/console",
    clock,
    log: { ...silent, warn: (message) => void warned.push(message) },
    pid: 7,
    access: { mode: "open" },
    fetch,
  });
  const health = await fetch(`${server.url}/healthz`);
  expect(await health.json()).toEqual({ status: "ok", startedOn: 1_000 });
  expect(warned).toEqual(["No note can be left beside the database"]);
  await server.close();
});
