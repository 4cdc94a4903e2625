import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { silent } from "../base/log.ts";
import type { ServedDesk } from "../service/desk.ts";
import { desk as service } from "./desk.fixture.ts";
import { createServer, type ServerOptions } from "./server.ts";

const clock = { now: () => 1_000, sleep: () => new Promise<void>(() => {}) };

function serve(options: Partial<ServerOptions> = {}) {
  return createServer({ service, consoleDirectory: null, log: silent, clock, ...options });
}

test("who has the answer already is told so, without it", async () => {
  const server = serve();
  const first = await server.inject("/api/v1/shape");
  const headers = { "if-none-match": String(first.headers["etag"]) };
  const second = await server.inject({ url: "/api/v1/shape", headers });
  expect([second.statusCode, second.body]).toEqual([304, ""]);
});

test("long JSON is compressed for who accepts it", async () => {
  const entities = Array.from({ length: 200 }, (_, index) => ({
    type: `type_${index}`,
    classes: [],
    count: index,
    properties: {},
  }));
  const big: ServedDesk = { ...service, shape: async () => ({ entities, relationships: [] }) };
  const server = serve({ service: big });
  const headers = { "accept-encoding": "gzip, br;q=0" };
  const zipped = await server.inject({ url: "/api/v1/shape", headers });
  expect(zipped.headers["content-encoding"]).toBe("gzip");
  expect(JSON.parse(gunzipSync(zipped.rawPayload).toString()).entities).toEqual(entities);
  const best = await server.inject({
    url: "/api/v1/shape",
    headers: { "accept-encoding": "gzip, br" },
  });
  expect(best.headers["content-encoding"]).toBe("br");
  expect(JSON.parse(brotliDecompressSync(best.rawPayload).toString()).entities).toEqual(entities);
  const plain = await server.inject("/api/v1/shape");
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(plain.headers["vary"]).toBe("Accept-Encoding");
});
