import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import { problemOf } from "./problem-reply.ts";

/** Streams at once: each holds one of the database's eight readers for as long as its client reads. */
const mostStreams = 4;

/**
 * Answers of many lines (NDJSON) on their way. A slow client slows its database stream down; one that goes away ends
 * it. What fails after the first line breaks the connection off, so that no client takes a part for the whole.
 */
export class LineStreams {
  readonly #log: Log;
  /** Each with what ends it. */
  readonly #open = new Map<Readable, () => void>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Answers with one line for each object that `read` gives until its signal aborts. Throws `too_many_streams`. */
  send(
    reply: FastifyReply,
    read: (signal: AbortSignal) => AsyncIterable<readonly unknown[]>,
  ): FastifyReply {
    if (this.#open.size >= mostStreams) throw tooMany();
    const controller = new AbortController();
    const stream = Readable.from(linesOf(read(controller.signal)));
    const end = (): void => {
      // A destroyed stream waits for its next batch, which may be hours away: only the signal stops the statement.
      stream.destroy();
      controller.abort();
    };
    this.#open.set(stream, end);
    reply.raw.once("close", end);
    stream.once("close", () => this.#open.delete(stream));
    // Before the first line, the error handler answers and logs.
    stream.once("error", (error) => reply.raw.headersSent && problemOf(error, this.#log));
    return reply.type("application/x-ndjson").send(stream);
  }

  /** Ends every stream, and waits until the database is done with it. */
  async close(): Promise<void> {
    const closed = [...this.#open.keys()].map(
      (stream) => new Promise((resolve) => stream.once("close", resolve)),
    );
    for (const end of this.#open.values()) end();
    await Promise.all(closed);
  }
}

async function* linesOf(batches: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  for await (const batch of batches)
    yield batch.map((line) => `${JSON.stringify(line)}\n`).join("");
}

function tooMany(): Failure {
  const message = `Cannot start another export: ${mostStreams} are being read already. Try again when one has ended.`;
  return new Failure(message, { code: "too_many_streams", retryable: true });
}
