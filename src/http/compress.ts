import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyInstance } from "fastify";

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

/** Below this many characters, compressing costs more than it saves. */
const worthwhile = 1_400;

// As small as gzip's best at a third of its time.
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

type Encoding = "br" | "gzip";

const encoders: Readonly<Record<Encoding, (text: string) => Promise<Buffer>>> = {
  br: (text) => brotliAsync(text, brotliOptions),
  gzip: (text) => gzipAsync(text, { level: 4 }),
};

/** The best encoding that a client accepts; `null` where it wants the text as it is. */
function accepted(header: string): Encoding | null {
  const words = header.toLowerCase().split(",");
  const takes = (name: Encoding): boolean =>
    words.some((word) => new RegExp(`^\\s*${name}\\s*(;(?!\\s*q=0(\\.0*)?\\s*$)|$)`).test(word));
  if (takes("br")) return "br";
  return takes("gzip") ? "gzip" : null;
}

/** Compresses JSON and text answers for clients that accept brotli or gzip. */
export function compressJson(server: FastifyInstance): void {
  server.addHook("onSend", async (request, reply, payload) => {
    if (typeof payload !== "string" || payload.length < worthwhile) return payload;
    if (!/json|html|text\/plain/.test(String(reply.getHeader("content-type")))) return payload;
    reply.header("vary", "Accept-Encoding");
    const encoding = accepted(String(request.headers["accept-encoding"] ?? ""));
    if (encoding === null) return payload;
    reply.header("content-encoding", encoding).removeHeader("content-length");
    return encoders[encoding](payload);
  });
}
