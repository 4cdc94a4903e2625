import type { ServerResponse } from "node:http";
import { Readable, pipeline } from "node:stream";
import type { Clock } from "../base/clock.ts";
import { compressNow, compressor, type Encoding } from "./encoding.ts";
import type { Fired } from "./fault-book.ts";
import type { Reply } from "./reply.ts";

/** Bytes of a body, in pieces. */
export type Pieces = Iterable<Buffer> | AsyncIterable<Buffer>;

/** An answer that is ready to be sent. */
export interface Delivery {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly pieces: Pieces;
}

/** What sending needs besides the answer. */
export interface Line {
  readonly response: ServerResponse;
  readonly fired: Fired;
  readonly clock: Clock;
  /** Aborted when the server closes. */
  readonly closing: AbortSignal;
}

const page =
  "<!DOCTYPE html><html><head><title>Service Unavailable</title></head><body>…</body></html>";

/** An answer's bytes as they travel, with the faults of its text. */
export function encode(reply: Reply, encoding: Encoding, fired: Fired): Delivery {
  const { status } = reply;
  const headers =
    encoding === "identity" ? reply.headers : { ...reply.headers, "content-encoding": encoding };
  if (fired.has("garbage")) {
    return { status: 200, headers, pieces: [compressNow(page, encoding)] };
  }
  const body = fired.has("cut") ? firstHalf(reply.body) : reply.body;
  return { status, headers, pieces: encodedPieces(body, encoding) };
}

function firstHalf(body: Reply["body"]): string {
  if (typeof body === "string") {
    return body.slice(0, Math.ceil(body.length / 2));
  }
  for (const piece of body) {
    return piece.slice(0, Math.ceil(piece.length / 2));
  }
  return "";
}

function encodedPieces(body: Reply["body"], encoding: Encoding): Pieces {
  if (typeof body === "string") {
    return [compressNow(body, encoding)];
  }
  const pieces = body[Symbol.iterator]();
  const first = pieces.next();
  const second = pieces.next();
  if (second.done === true) {
    return [compressNow(first.done === true ? "" : first.value, encoding)];
  }
  return manyPieces(
    chain([first.done === true ? "" : first.value, second.value], pieces),
    encoding,
  );
}

function* chain(first: readonly string[], rest: Iterator<string>): Generator<string> {
  yield* first;
  for (let next = rest.next(); next.done !== true; next = rest.next()) {
    yield next.value;
  }
}

function manyPieces(texts: Iterable<string>, encoding: Encoding): Pieces {
  const zlib = compressor(encoding);
  if (zlib === undefined) {
    return buffers(texts);
  }
  // What goes wrong in the source reaches the reader of the compressor.
  return pipeline(Readable.from(buffers(texts)), zlib, () => {});
}

function* buffers(texts: Iterable<string>): Generator<Buffer> {
  for (const text of texts) {
    yield Buffer.from(text);
  }
}

/** Sends an answer, with the faults of its transport; the body bytes that were sent. */
export async function deliver(delivery: Delivery, line: Line): Promise<number> {
  const { response, fired } = line;
  response.writeHead(delivery.status, delivery.headers);
  let sent = 0;
  for await (const piece of delivery.pieces) {
    if (response.destroyed) {
      return sent;
    }
    if (fired.has("truncated")) {
      return truncate(piece, response);
    }
    await (fired.has("slow") ? dribble(piece, line) : write(piece, response));
    sent += piece.length;
  }
  response.end();
  return sent;
}

/** Half of the piece, then the end of the connection without the end of the body. */
function truncate(piece: Buffer, response: ServerResponse): number {
  const half = piece.subarray(0, Math.ceil(piece.length / 2));
  response.write(half, () => response.socket?.destroySoon());
  return half.length;
}

async function dribble(piece: Buffer, { response, fired, clock, closing }: Line): Promise<void> {
  const size = Math.max(1, Math.ceil(piece.length / 5));
  for (let from = 0; from < piece.length && !response.destroyed; from += size) {
    await write(piece.subarray(from, from + size), response);
    await clock.sleep(fired.get("slow")?.ms ?? 200, closing);
  }
}

async function write(piece: Buffer, response: ServerResponse): Promise<void> {
  if (piece.length === 0 || response.write(piece)) {
    return;
  }
  await new Promise<void>((resolve) => {
    const go = (): void => {
      response.off("drain", go);
      response.off("close", go);
      resolve();
    };
    response.on("drain", go);
    response.on("close", go);
  });
}
