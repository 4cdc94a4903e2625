import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterAll, expect, test } from "vitest";
import { selfSigned } from "../../../test/support/certificate.ts";
import { hostile, message, sendWorld } from "../../../test/support/message.ts";
import { channelKinds } from "./kinds.ts";

const world = sendWorld();

afterAll(async () => {
  await world.outbound.close();
});

function send(settings: object) {
  const told = message({ title: hostile, labels: ["ws-1", hostile] });
  const sending = { world, message: told, idempotencyKey: "k", reference: null, secret: {} };
  return channelKinds.syslog.send({ ...sending, settings: { host: "127.0.0.1", ...settings } });
}

/** Listens once: the port, and what arrives until the other side ends. */
async function listening(
  server: Server,
  event: "connection" | "secureConnection",
): Promise<{ port: number; line: Promise<string> }> {
  const { promise: line, resolve } = Promise.withResolvers<string>();
  server.on(event, (socket: Socket) => {
    const parts: Buffer[] = [];
    socket.on("data", (part: Buffer) => parts.push(part));
    socket.on("end", () => {
      resolve(Buffer.concat(parts).toString());
      socket.end();
    });
    socket.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return { port: typeof address === "object" && address !== null ? address.port : 0, line };
}

const head =
  /^<131>1 2026-11-02T08:01:00\.000Z defender-graph defender-graph - opened - CEF:0\|defender-graph\|defender-graph\|1\|rule-3\|/;

test("a datagram holds one line of CEF in which nothing breaks out of its field", async () => {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const arrived = once(socket, "message");
  await send({ port: socket.address().port, transport: "udp" });
  const [line] = (await arrived).map(String);
  socket.close();
  expect(line).toMatch(head);
  expect(line).not.toMatch(/[\r\n]/);
  // Seven bars divide the head from the extension; those of the title are escaped.
  expect(line?.split(/(?<!\\)\|/).slice(0, 8)[6]).toBe("8");
  expect(line).toContain("cs1=ws-1, lap");
  expect(line).toContain("a\\=b");
});

test("over TCP a line comes in a frame that tells its length", async () => {
  const server = createServer();
  const { port, line } = await listening(server, "connection");
  await send({ port, transport: "tcp" });
  const [, length = "", text = ""] = /^(\d+) (.*)$/s.exec(await line) ?? [];
  server.close();
  expect(Buffer.byteLength(text)).toBe(Number(length));
  expect(text).toMatch(head);
});

test("over TLS a line reaches a server that proves who it is", async () => {
  const { certificate, privateKey } = selfSigned("localhost");
  const server = createTlsServer({ key: privateKey, cert: certificate });
  const { port, line } = await listening(server, "secureConnection");
  await send({ host: "localhost", port, transport: "tls", ca: certificate });
  expect(await line).toMatch(/^\d+ <131>1 /);
  server.close();
});

test("over TLS nothing is told to a server that cannot prove who it is", async () => {
  const { certificate, privateKey } = selfSigned();
  const server = createTlsServer({ key: privateKey, cert: certificate });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  server.on("tlsClientError", () => undefined);
  await expect(send({ port, transport: "tls" })).rejects.toMatchObject({
    code: "delivery_failed",
    retryable: true,
  });
  server.close();
});

test("a port where nobody listens is told, to be tried again", async () => {
  await expect(send({ port: 1, transport: "tcp" })).rejects.toMatchObject({
    code: "delivery_failed",
  });
});
