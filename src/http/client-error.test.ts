import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { silent } from "../base/log.ts";
import { desk } from "./desk.fixture.ts";
import { listen } from "./listen.ts";
import { createServer } from "./server.ts";

const clock = { now: () => 1_000, sleep: () => new Promise<void>(() => {}) };

test.each([
  { sent: "GARBAGE\r\n\r\n", status: 400, detail: "This is no HTTP request." },
  { sent: `GET /${"a".repeat(131_100)}`, status: 431, detail: "longer than 128 KiB" },
])("what is no request ($status) is refused as everything else is", async (one) => {
  const { sent, status, detail } = one;
  const server = createServer({ service: desk, consoleDirectory: null, log: silent, clock });
  const { port } = new URL(await listen(server, { port: 0 }));
  const socket = connect(Number(port), "127.0.0.1");
  await once(socket, "connect");
  socket.write(sent);
  const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
  expect(head).toContain(`HTTP/1.1 ${status} `);
  expect(head).toContain("application/problem+json");
  expect(JSON.parse(body)).toMatchObject({
    status,
    code: "request_invalid",
    detail: expect.stringContaining(detail),
  });
  await server.close();
});
