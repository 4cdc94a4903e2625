import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyInstance } from "fastify";

const gzipAsync = promisify(gzip);

/** Below this many characters, compressing costs more than it saves. */
const worthwhile = 1_400;

/** Compresses JSON answers for clients that accept gzip. */
export function compressJson(server: FastifyInstance): void {
  server.addHook("onSend", async (request, reply, payload) => {
    if (typeof payload !== "string" || payload.length < worthwhile) return payload;
    if (!/json/.test(String(reply.getHeader("content-type")))) return payload;
    reply.header("vary", "Accept-Encoding");
    if (!/\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) return payload;
    reply.header("content-encoding", "gzip").removeHeader("content-length");
    return gzipAsync(payload, { level: 4 });
  });
}
