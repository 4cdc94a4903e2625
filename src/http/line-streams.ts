import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { Clock } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import { problemOf } from "./problem-reply.ts";

/** Streams at once: each holds one of the database's eight readers for as long as its client reads. */
const mostStreams = 4;

/** A client that takes nothing for so long is not there any more, in milliseconds: it would hold what others need. */
const stallMs = 300_000;

/** What one at a time does: a copy takes as much room on the disk again. */
type Alone = "backup" | "compaction" | "publication";

const types: Readonly<Record<Alone, string>> = {
  backup: "application/octet-stream",
  compaction: "application/x-ndjson",
  publication: "application/x-ndjson",
};

/**
 * Answers of many lines (NDJSON) or bytes on their way. A slow client slows its database stream down; one that goes away ends
 * it. What fails after the first line breaks the connection off, so that no client takes a part for the whole.
 */
export class LineStreams {
  readonly #log: Log;
  readonly #clock: Clock;
  /** Each with what ends it. */
  readonly #open = new Map<Readable, () => void>();
  readonly #alone = new Set<Alone>();

  constructor({ log, clock }: { readonly log: Log; readonly clock: Clock }) {
    this.#log = log;
    this.#clock = clock;
  }

  /** Answers with one line for each object that `read` gives until its signal aborts. Throws `too_many_streams`. */
  send(
    reply: FastifyReply,
    read: (signal: AbortSignal) => AsyncIterable<readonly unknown[]>,
  ): FastifyReply {
    if (this.#open.size >= mostStreams) throw tooMany(`${mostStreams} exports are`);
    const stream = this.#begin(reply, (signal) => linesOf(read(signal)));
    return reply.type("application/x-ndjson").send(stream);
  }

  /** Answers with what there may be one of at a time. Throws `too_many_streams`. */
  sendAlone(
    reply: FastifyReply,
    what: Alone,
    read: (signal: AbortSignal) => AsyncIterable<string | Uint8Array>,
  ): FastifyReply {
    if (this.#alone.has(what)) throw tooMany(`a ${what} is`);
    const stream = this.#begin(reply, read);
    this.#alone.add(what);
    stream.once("close", () => this.#alone.delete(what));
    return reply.type(types[what]).send(stream);
  }

  /** Ends every stream, and waits until the database is done with it. */
  async close(): Promise<void> {
    const closed = [...this.#open.keys()].map(
      (stream) => new Promise((resolve) => stream.once("close", resolve)),
    );
    for (const end of this.#open.values()) end();
    await Promise.all(closed);
  }

  #begin(
    reply: FastifyReply,
    read: (signal: AbortSignal) => AsyncIterable<string | Uint8Array>,
  ): Readable {
    const controller = new AbortController();
    const stream = Readable.from(this.#paced(read(controller.signal), () => end()));
    const end = (): void => {
      // A destroyed stream waits for its next part, which may be hours away: only the signal stops the statement.
      stream.destroy();
      controller.abort();
    };
    this.#open.set(stream, end);
    reply.raw.once("close", end);
    stream.once("close", () => this.#open.delete(stream));
    // Before the first part, the error handler answers and logs.
    stream.once("error", (error) => reply.raw.headersSent && problemOf(error, this.#log));
    return stream;
  }

  /** The same parts. Ends the stream when the next one is not asked for. */
  async *#paced<Part>(parts: AsyncIterable<Part>, end: () => void): AsyncGenerator<Part> {
    for await (const part of parts) {
      const taken = new AbortController();
      this.#clock.sleep(stallMs, taken.signal).then(end, () => undefined);
      try {
        yield part;
      } finally {
        taken.abort();
      }
    }
  }
}

/** Batches of objects as lines of JSON. */
export async function* linesOf(batches: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  for await (const batch of batches)
    yield batch.map((line) => `${JSON.stringify(line)}\n`).join("");
}

function tooMany(what: string): Failure {
  const message = `Cannot begin another one: ${what} under way already. Try again when one has ended.`;
  return new Failure(message, { code: "too_many_streams", retryable: true });
}
