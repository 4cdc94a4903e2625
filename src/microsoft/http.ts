import type { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import type { Clock, EpochMs } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import type { JsonObject } from "../base/json.ts";
import type { Log } from "../base/log.ts";
import type { Budgets } from "./budget.ts";
import type { Call } from "./call.ts";
import type { Hosts } from "./cloud.ts";
import {
  downloadFailure,
  networkFailure,
  refusedDownload,
  throttledFailure,
  unavailableFailure,
  unsoundFailure,
} from "./call-failure.ts";
import { isSafe } from "./cloud.ts";
import { errorCode } from "./error-code.ts";
import { exchange, headerOf, requestIdOf, stream, type Answer, type Wire } from "./exchange.ts";
import type { Family } from "./limits.ts";
import { newMeter, type Meter, type MeterCounts } from "./meter.ts";
import { PartRetry, type Patience } from "./part-retry.ts";
import { errorOf, refusalOf, type Refused } from "./refusal.ts";
import { backoffMs, retryAfterMs } from "./retry.ts";
import { rolesOf, type AccessToken, type TokenSource } from "./token.ts";

/** What the HTTP layer works with. */
export interface HttpOptions {
  readonly hosts: Hosts;
  readonly tokens: TokenSource;
  readonly budgets: Budgets;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly patience?: Partial<Patience> | undefined;
}

/** Waits for the budget that are longer than this are told. */
const worthTellingMs = 5_000;

const userAgent = "defender-graph";

const usual: Patience = { attempts: 8, deadlineMs: 900_000 };

/** A good token is now and then refused as unparseable (`CompactToken 80049217`); so often a new one is tried. */
const compactTokenRetries = 3;

/** A wait before the same is asked again. */
interface Pause {
  readonly attempt: number;
  readonly afterMs: number;
}

/** What one call met so far. */
interface Progress {
  readonly startedOn: EpochMs;
  sendings: number;
  renewals: number;
  notFound: number;
}

interface Attempt {
  /** `null` where the network failed. */
  readonly answer: Answer | null;
  readonly error: unknown;
  readonly token: AccessToken;
  readonly sentOn: EpochMs;
}

type Verdict =
  | { readonly kind: "done"; readonly body: JsonObject }
  | { readonly kind: "again"; readonly afterMs: number; readonly failure: Failure }
  | { readonly kind: "failed"; readonly failure: Failure };

/** The one place that talks to Microsoft: token, budget, retry and error policy of every call. */
export class Http {
  readonly #options: HttpOptions;
  readonly #meter: MeterCounts;
  readonly #patience: Patience;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#meter = newMeter();
    this.#patience = { ...usual, ...options.patience };
  }

  /** What was sent through this door; live. */
  get meter(): Meter {
    return this.#meter;
  }

  /** Calls left within the hour. */
  callsLeft(family: Family): number {
    return this.#options.budgets.callsLeft(family);
  }

  /** Waits as before a retry, at least as long as the provider said. */
  async pause({ attempt, afterMs }: Pause, signal?: AbortSignal): Promise<void> {
    const { clock, random } = this.#options;
    this.#meter.retries += 1;
    await clock.sleep(Math.max(afterMs, backoffMs(attempt, random)), signal);
  }

  /** The retries of parts of a batch, from its first sending on. */
  partRetry(family: Family): PartRetry {
    const { budgets, clock, random } = this.#options;
    const patience = this.#patience;
    return new PartRetry({ budgets, clock, random, patience, meter: this.#meter, family });
  }

  /** The answer to a call. Throws `Failure`. */
  async json(call: Call, signal?: AbortSignal): Promise<JsonObject> {
    const { clock, log } = this.#options;
    const progress: Progress = { startedOn: clock.now(), sendings: 0, renewals: 0, notFound: 0 };
    for (;;) {
      const attempt = await this.#send(call, progress, signal);
      signal?.throwIfAborted();
      const verdict = await this.#judge(call, attempt, progress);
      if (verdict.kind === "done") {
        return verdict.body;
      }
      if (verdict.kind === "failed" || this.#isLate(progress, verdict.afterMs)) {
        throw verdict.failure;
      }
      const { code } = verdict.failure;
      log.warn("asking again", { what: call.what, code, sendings: progress.sendings });
      await clock.sleep(verdict.afterMs, signal);
    }
  }

  /**
   * Opens a download from blob storage: no token goes there, and its URL's signature into no log. Throws `Failure`:
   * `link_refused` (an expired link), `not_found`, `unsafe_link`.
   */
  async download(url: string, what: string, signal?: AbortSignal): Promise<Readable> {
    const { budgets, clock, random, log } = this.#options;
    const parsed = URL.parse(url);
    if (parsed === null || !isSafe(parsed)) {
      throw downloadFailure(what, "unsafe_link", "its link is not https");
    }
    for (let sendings = 1; ; sendings += 1) {
      const leave = await budgets.leave("files", 1, signal);
      const result = await this.#open(url, what, signal).finally(() => leave.done());
      this.#meter.retries += sendings > 1 ? 1 : 0;
      log.debug("file opened", { what, host: parsed.host, ok: !(result instanceof Failure) });
      if (!(result instanceof Failure)) {
        return result;
      }
      if (!result.retryable || sendings >= this.#patience.attempts) {
        throw result;
      }
      await clock.sleep(backoffMs(sendings, random), signal);
    }
  }

  async #open(url: string, what: string, signal?: AbortSignal): Promise<Readable | Failure> {
    this.#meter.calls += 1;
    const headers = { "accept-encoding": "identity", "user-agent": userAgent };
    try {
      const { status, body } = await stream(this.#wire(), { url, headers, signal });
      if (status === 200) {
        return body;
      }
      body.on("error", () => {}).destroy();
      return refusedDownload(status, what);
    } catch (error) {
      signal?.throwIfAborted();
      return downloadFailure(what, "network", `the network failed (${errorCode(error)})`);
    }
  }

  async #send(call: Call, progress: Progress, signal?: AbortSignal): Promise<Attempt> {
    const { budgets, clock, hosts, log, tokens } = this.#options;
    const cost = call.cost ?? 1;
    const waitMs = budgets.waitMs(call.family, cost);
    if (waitMs > worthTellingMs) {
      log.info("waiting for the call budget", {
        what: call.what,
        seconds: Math.ceil(waitMs / 1_000),
      });
    }
    const leave = await budgets.leave(call.family, cost, signal);
    try {
      const token = await tokens.token(audienceOf(hosts, call.api));
      const sentOn = clock.now();
      progress.sendings += 1;
      this.#meter.calls += 1;
      this.#meter.retries += progress.sendings > 1 ? 1 : 0;
      const attempt = await this.#exchange(call, token, signal);
      log.debug("call", {
        what: call.what,
        status: attempt.answer?.status,
        requestId: requestIdOf(attempt.answer),
        ms: clock.now() - sentOn,
      });
      return { ...attempt, token, sentOn };
    } finally {
      leave.done();
    }
  }

  async #exchange(
    call: Call,
    token: AccessToken,
    signal?: AbortSignal,
  ): Promise<Pick<Attempt, "answer" | "error">> {
    const headers = {
      accept: "application/json",
      authorization: `Bearer ${token}`,
      "user-agent": userAgent,
      ...(call.api === "graph" ? { "x-ms-throttle-priority": "low" } : {}),
      ...(call.post === undefined ? {} : { "content-type": "application/json" }),
    };
    const url = `${this.#options.hosts[call.api]}${call.path}`;
    try {
      const answer = await exchange(this.#wire(), {
        url,
        headers,
        post: call.post,
        thinkingMs: call.thinkingMs,
        signal,
      });
      return { answer, error: null };
    } catch (error) {
      return { answer: null, error };
    }
  }

  #wire(): Wire {
    const { dispatcher, clock } = this.#options;
    return { dispatcher, clock, meter: this.#meter };
  }

  async #judge(call: Call, attempt: Attempt, progress: Progress): Promise<Verdict> {
    const { answer } = attempt;
    if (answer === null) {
      return this.#again(progress, networkFailure(call, attempt.error));
    }
    if (answer.status >= 200 && answer.status < 300) {
      const { body } = answer;
      return body !== null && (call.isSound?.(body) ?? true)
        ? { kind: "done", body }
        : this.#again(progress, unsoundFailure(call));
    }
    switch (answer.status) {
      case 401:
        return this.#unauthorized(call, attempt, progress);
      case 429:
        return this.#throttled(call, attempt, progress);
      default:
        return this.#refused(call, attempt, progress);
    }
  }

  #refused(call: Call, attempt: Attempt, progress: Progress): Verdict {
    const { answer } = attempt;
    const status = answer?.status ?? 0;
    if (status === 408 || status >= 500) {
      const afterMs = retryAfterMs(headerOf(answer, "retry-after"), this.#options.clock.now()) ?? 0;
      return this.#again(progress, unavailableFailure(call, answer), afterMs);
    }
    const failure = refusalOf(call, this.#factsOfRefusal(call, attempt));
    if (status === 404 && progress.notFound < (call.notFoundRetries ?? 0)) {
      progress.notFound += 1;
      return this.#again(progress, failure);
    }
    return { kind: "failed", failure };
  }

  async #unauthorized(call: Call, attempt: Attempt, progress: Progress): Promise<Verdict> {
    const { hosts, tokens } = this.#options;
    const failure = refusalOf(call, this.#factsOfRefusal(call, attempt));
    const isCompact = /8004920(17|A)|80049217/i.test(errorOf(attempt.answer?.body ?? null).message);
    if (progress.renewals >= (isCompact ? compactTokenRetries : 1)) {
      return { kind: "failed", failure };
    }
    progress.renewals += 1;
    await tokens.renewed(audienceOf(hosts, call.api), attempt.token);
    return { kind: "again", afterMs: 0, failure };
  }

  #throttled(call: Call, attempt: Attempt, progress: Progress): Verdict {
    const { budgets, clock, random } = this.#options;
    const told = retryAfterMs(headerOf(attempt.answer, "retry-after"), clock.now());
    const afterMs = told ?? 1_000 + backoffMs(progress.sendings, random);
    this.#meter.throttled += 1;
    budgets.throttled(call.family, attempt.sentOn, afterMs);
    return { kind: "again", afterMs, failure: throttledFailure(call, afterMs) };
  }

  #again(progress: Progress, failure: Failure, atLeastMs = 0): Verdict {
    const afterMs = Math.max(atLeastMs, backoffMs(progress.sendings, this.#options.random));
    return { kind: "again", afterMs, failure };
  }

  #isLate(progress: Progress, afterMs: number): boolean {
    const { attempts, deadlineMs } = this.#patience;
    const spentMs = this.#options.clock.now() - progress.startedOn;
    return progress.sendings >= attempts || spentMs + afterMs > deadlineMs;
  }

  #factsOfRefusal(call: Call, { answer, token }: Attempt): Refused {
    return {
      status: answer?.status ?? 0,
      body: answer?.body ?? null,
      requestId: requestIdOf(answer),
      roles: rolesOf(token),
      audience: audienceOf(this.#options.hosts, call.api),
    };
  }
}

function audienceOf(hosts: Hosts, api: Call["api"]): string {
  return api === "graph" ? hosts.graphAudience : hosts.defenderAudience;
}
