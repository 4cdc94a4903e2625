import { expect, test } from "vitest";
import { silent } from "../base/log.ts";
import { desk } from "./desk.fixture.ts";
import { listen } from "./listen.ts";
import { createServer } from "./server.ts";

const clock = { now: () => 1_000, sleep: () => new Promise<void>(() => {}) };

test("the longest query that is read has an address: its page can be opened anew", async () => {
  const server = createServer({ service: desk, consoleDirectory: null, log: silent, clock });
  const url = await listen(server, { port: 0 });
  const search = new URLSearchParams({ q: '"'.repeat(32_768) }).toString();
  const { status } = await fetch(`${url}/?${search}`);
  // The pages are not built here.
  expect(status).toBe(503);
  await server.close();
});
