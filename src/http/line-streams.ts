import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import { problemOf } from "./problem-reply.ts";

/** Streams at once: each holds one of the database's eight readers for as long as its client reads. */
const mostStreams = 4;

/** Copies of the database at once: each takes as much room on the disk again. */
const mostCopies = 1;

/**
 * Answers of many lines (NDJSON) or bytes on their way. A slow client slows its database stream down; one that goes away ends
 * it. What fails after the first line breaks the connection off, so that no client takes a part for the whole.
 */
export class LineStreams {
  readonly #log: Log;
  readonly #open = new Set<Readable>();
  readonly #copies = new Set<Readable>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Answers with one line for each object. Throws `too_many_streams`. */
  send(reply: FastifyReply, batches: AsyncIterable<readonly unknown[]>): FastifyReply {
    if (this.#open.size >= mostStreams) throw tooMany("export", mostStreams);
    const stream = this.#begin(reply, linesOf(batches));
    return reply.type("application/x-ndjson").send(stream);
  }

  /** Answers with a copy of the database. Throws `too_many_streams`. */
  sendCopy(reply: FastifyReply, bytes: AsyncIterable<Uint8Array>): FastifyReply {
    if (this.#copies.size >= mostCopies) throw tooMany("backup", mostCopies);
    const stream = this.#begin(reply, bytes);
    this.#copies.add(stream);
    stream.once("close", () => this.#copies.delete(stream));
    return reply.type("application/octet-stream").send(stream);
  }

  /** Ends every stream, and waits until the database is done with it. */
  async close(): Promise<void> {
    const closed = [...this.#open].map(
      (stream) => new Promise((resolve) => stream.once("close", resolve)),
    );
    for (const stream of this.#open) stream.destroy();
    await Promise.all(closed);
  }

  #begin(reply: FastifyReply, parts: AsyncIterable<string | Uint8Array>): Readable {
    const stream = Readable.from(parts);
    this.#open.add(stream);
    stream.once("close", () => this.#open.delete(stream));
    // Before the first part, the error handler answers and logs.
    stream.once("error", (error) => reply.raw.headersSent && problemOf(error, this.#log));
    return stream;
  }
}

async function* linesOf(batches: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  for await (const batch of batches)
    yield batch.map((line) => `${JSON.stringify(line)}\n`).join("");
}

function tooMany(what: "export" | "backup", most: number): Failure {
  const message = `Cannot start another ${what}: ${most} ${most === 1 ? "is" : "are"} being read already. Try again when one has ended.`;
  return new Failure(message, { code: "too_many_streams", retryable: true });
}
