import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";

/**
 * Answers that are polled carry an ETag, and `304` without a body where the asker has them already. Must be added before
 * what compresses: the tag is that of the text.
 */
export function tagAnswers(server: FastifyInstance): void {
  server.addHook("onSend", async ({ method, url, headers }, reply, payload) => {
    if (method !== "GET" || !url.startsWith("/api/") || reply.statusCode !== 200) return payload;
    if (typeof payload !== "string") return payload;
    const tag = `W/"${createHash("sha256").update(payload).digest("base64url").slice(0, 27)}"`;
    reply.header("etag", tag);
    const known = headers["if-none-match"]?.split(",").map((one) => one.trim());
    if (known?.includes(tag) !== true) return payload;
    reply.code(304).removeHeader("content-length").removeHeader("content-type");
    return null;
  });
}
