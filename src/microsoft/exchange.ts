import type { IncomingHttpHeaders } from "node:http";
import { Transform, type Readable, type TransformCallback } from "node:stream";
import type { Dispatcher } from "undici";
import type { Clock, EpochMs } from "../base/clock.ts";
import { freeBytes } from "../base/free-bytes.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { decoded, joined } from "./decode.ts";
import { inflated } from "./inflate.ts";
import { isObject } from "./json-object.ts";
import type { MeterCounts } from "./meter.ts";

/** What sending needs. */
export interface Wire {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly meter: MeterCounts;
}

/** One request. */
export interface Sending {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly post?: JsonObject | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for the answer to begin. */
  readonly thinkingMs?: number | undefined;
}

/** An answer whose body still streams. */
export interface Streaming {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Without content encoding. */
  readonly body: Readable;
}

/** An answer read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** `null` where the body is not a JSON object. */
  readonly body: JsonObject | null;
}

/** The body of an answer cannot be used; the message says what was found, to stand in a sentence. */
export class UnreadableBody extends Error {
  override readonly name = "UnreadableBody";
}

/** Silence of this length ends a request. */
const idleMs = 60_000;
/** A body takes no longer than this, however steadily it drips. */
const longestMs = 900_000;

async function send(wire: Wire, sending: Sending): Promise<Dispatcher.ResponseData> {
  const url = new URL(sending.url);
  return wire.dispatcher.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: sending.post === undefined ? "GET" : "POST",
    headers: { "accept-encoding": "gzip, deflate", ...sending.headers },
    body: sending.post === undefined ? null : JSON.stringify(sending.post),
    headersTimeout: sending.thinkingMs ?? idleMs,
    bodyTimeout: idleMs,
    signal: sending.signal ?? null,
  });
}

function encodingOf(headers: IncomingHttpHeaders): string | undefined {
  const encoding = headers["content-encoding"];
  return typeof encoding === "string" ? encoding : undefined;
}

/** Sends one request and hands over the answer as it comes. Redirects are not followed. */
export async function stream(wire: Wire, sending: Sending): Promise<Streaming> {
  const { statusCode, headers, body } = await send(wire, sending);
  return {
    status: statusCode,
    headers,
    body: decoded(joined(body, new Gauge(wire)), encodingOf(headers)),
  };
}

/** Counts what comes over the wire, and ends a body that drips for too long. */
class Gauge extends Transform {
  readonly #wire: Wire;
  readonly #started: EpochMs;

  constructor(wire: Wire) {
    super();
    this.#wire = wire;
    this.#started = wire.clock.now();
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.#wire.meter.bytes += chunk.length;
    const isLate = this.#wire.clock.now() - this.#started > longestMs;
    done(
      isLate ? new UnreadableBody("the answer took longer than 15 minutes to arrive") : null,
      chunk,
    );
  }
}

/** Sends one request and reads the whole answer. A truncated or unreadable success is an error. */
export async function exchange(wire: Wire, sending: Sending): Promise<Answer> {
  const { statusCode, headers, body } = await send(wire, sending);
  const startedOn = wire.clock.now();
  const chunks: Buffer[] = [];
  // No stream of ours between: of small answers there are tens of thousands.
  for await (const chunk of body) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
    wire.meter.bytes += bytes.length;
    if (wire.clock.now() - startedOn > longestMs)
      throw new UnreadableBody("the answer took longer than 15 minutes to arrive");
    chunks.push(bytes);
  }
  const whole = await inflated(Buffer.concat(chunks), encodingOf(headers));
  const answer = { status: statusCode, headers, body: parse(whole, statusCode) };
  freeBytes(whole);
  return answer;
}

function parse(bytes: Buffer, status: number): JsonObject | null {
  try {
    const value: Json = JSON.parse(bytes.toString("utf8"));
    if (isObject(value)) {
      return value;
    }
  } catch {
    // Falls through: what it was matters less than that it is not JSON.
  }
  if (status >= 200 && status < 300) {
    throw new UnreadableBody(
      "the answer is cut off or no JSON; a proxy may have answered in the provider's place",
    );
  }
  return null;
}

/** A header of an answer, where it is there once. */
export function headerOf(answer: Answer | null, name: string): string | undefined {
  const value = answer?.headers[name];
  return typeof value === "string" ? value : undefined;
}

/** The provider's name for the request, to quote in a support case. */
export function requestIdOf(answer: Answer | null): string | undefined {
  const id = headerOf(answer, "request-id") ?? headerOf(answer, "x-request-id") ?? targetOf(answer);
  return id === undefined ? undefined : id.replaceAll(/[^\w.|-]/g, "").slice(0, 64);
}

/** Defender puts the id into the error body. */
function targetOf(answer: Answer | null): string | undefined {
  const error = answer?.body?.["error"];
  const target = isObject(error) ? error["target"] : undefined;
  return typeof target === "string" ? target : undefined;
}
