import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { type Dispatcher, request } from "undici";
import type { Clock } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import { errorReply, type Job, jobReply } from "./job.ts";
import { jobEnded, refusal, TooLarge, unreachable } from "./jupiterone-failure.ts";

const gzipAsync = promisify(gzip);

/** How often one request is tried. */
const mostTries = 6;

/** The longest that one request may take, in milliseconds. */
const patience = 120_000;

/** The longest that is waited because the server asks for it, in milliseconds. */
const longestWait = 300_000;

/** Where JupiterOne is, and what it lets in. */
export interface JupiterOne {
  readonly apiUrl: URL;
  readonly account: string;
  /** Never logged, never in a message. */
  readonly token: string;
}

/** What its API is asked with. */
export interface ApiOptions extends JupiterOne {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly dispatcher: Dispatcher;
  readonly signal: AbortSignal;
}

interface Asked {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** JSON. */
  readonly body?: string;
  readonly zipped?: boolean;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
}

/** The synchronization API of JupiterOne, patient: what may succeed later is asked again. */
export class JupiterOneApi {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /** Asks about, or for, a job. Throws what the failures say, `TooLarge`. */
  async job(path: string, body?: string, zipped = false): Promise<Job> {
    const method = body === undefined ? "GET" : "POST";
    const asked = { method, path, zipped, ...(body === undefined ? {} : { body }) } as const;
    const { status, text } = await this.#patiently(asked);
    if (status >= 300) throw this.#refused({ status, text });
    const parsed = jobReply.safeParse(valueOf(text));
    if (parsed.success) return parsed.data.job;
    throw refusal(this.#options, { status, code: "", says: "an answer that tells of no job" });
  }

  async #patiently(asked: Asked): Promise<Answer> {
    const { clock, random, log, signal } = this.#options;
    for (let tries = 1; ; tries++) {
      const answer = await this.#try(asked);
      signal.throwIfAborted();
      const again = answer instanceof Failure || answer.status === 429 || answer.status >= 500;
      if (!again) return answer;
      if (tries >= mostTries) {
        if (answer instanceof Failure) throw answer;
        return answer;
      }
      const status = answer instanceof Failure ? 0 : answer.status;
      log.warn("JupiterOne is asked again", { path: asked.path, status, tries });
      const told = answer instanceof Failure ? 0 : askedWait(answer, clock.now());
      await clock.sleep(Math.max(told, 1_000 * 2 ** tries * (0.5 + random() / 2)), signal);
    }
  }

  async #try({ method, path, body, zipped }: Asked): Promise<Answer | Failure> {
    const { apiUrl, account, token, dispatcher, signal } = this.#options;
    const sent = body !== undefined && zipped === true ? await gzipAsync(body) : body;
    try {
      const {
        statusCode,
        headers,
        body: reply,
      } = await request(new URL(path, apiUrl), {
        method,
        dispatcher,
        signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
        headers: {
          authorization: `Bearer ${token}`,
          "jupiterone-account": account,
          accept: "application/json",
          "content-type": "application/json",
          ...(zipped === true ? { "content-encoding": "gzip" } : {}),
        },
        body: sent ?? null,
      });
      const retryAfter = headers["retry-after"];
      const text = await reply.text();
      return { status: statusCode, text, retryAfter: [retryAfter].flat()[0] };
    } catch (cause) {
      return unreachable(this.#options, cause);
    }
  }

  #refused({ status, text }: Pick<Answer, "status" | "text">): Failure | TooLarge {
    const { code, message } = errorReply.safeParse(valueOf(text)).data?.error ?? {
      code: "",
      message: text.slice(0, 200),
    };
    if (status === 413 || code === "RequestEntityTooLargeException") return new TooLarge();
    if (code === "JOB_NOT_AWAITING_UPLOADS") return jobEnded(code);
    return refusal(this.#options, { status, code, says: message });
  }
}

/** How long the server asks to wait, in milliseconds: `Retry-After` in seconds or as a date. */
function askedWait({ retryAfter }: Answer, now: number): number {
  if (retryAfter === undefined) return 0;
  const seconds = Number(retryAfter);
  const wait = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(retryAfter) - now;
  return Number.isFinite(wait) ? Math.min(longestWait, Math.max(0, wait)) : 0;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
