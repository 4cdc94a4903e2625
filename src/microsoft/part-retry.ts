import type { Clock, EpochMs } from "../base/clock.ts";
import type { Budgets } from "./budget.ts";
import type { Family } from "./limits.ts";
import type { MeterCounts } from "./meter.ts";
import { backoffMs, retryAfterMs } from "./retry.ts";

/** How stubborn a call is. */
export interface Patience {
  /** Sendings of one call, the first among them. */
  readonly attempts: number;
  /** No retry starts later than this after the first sending; waiting for the budget not counted. */
  readonly deadlineMs: number;
}

/** An answer within a batch that says "later". */
export interface LateAnswer {
  readonly status: number;
  /** As it was sent: seconds or a date. */
  readonly retryAfter: string | undefined;
}

interface RetryOptions {
  readonly budgets: Budgets;
  readonly clock: Clock;
  readonly random: () => number;
  readonly patience: Patience;
  readonly meter: MeterCounts;
  readonly family: Family;
}

/** The retries of parts of a batch: each part has the patience of a call of its own. */
export class PartRetry {
  readonly #options: RetryOptions;
  readonly #startedOn: EpochMs;
  #sendings = 0;

  constructor(options: RetryOptions) {
    this.#options = options;
    this.#startedOn = options.clock.now();
  }

  /**
   * Waits for the longest time that any of these answers told, and gives those to be asked again: none when patience
   * is at its end. A part that wants a longer wait than that is not waited for.
   */
  async again<Part extends LateAnswer>(
    late: readonly Part[],
    signal?: AbortSignal,
  ): Promise<readonly Part[]> {
    const { clock, random, patience, meter } = this.#options;
    this.#sendings += 1;
    if (late.length === 0 || this.#sendings >= patience.attempts) {
      return [];
    }
    const now = clock.now();
    const backoff = backoffMs(this.#sendings, random);
    const leftMs = patience.deadlineMs - (now - this.#startedOn);
    const waits = late
      .map((part) => ({ part, ms: Math.max(backoff, toldMs(part, now)) }))
      .filter(({ ms }) => ms <= leftMs);
    if (waits.length === 0) {
      return [];
    }
    const afterMs = Math.max(...waits.map(({ ms }) => ms));
    this.#tellBudget(
      waits.map(({ part }) => part).filter(({ status }) => status === 429),
      now,
    );
    meter.retries += 1;
    await clock.sleep(afterMs, signal);
    return waits.map(({ part }) => part);
  }

  #tellBudget(throttled: readonly LateAnswer[], now: EpochMs): void {
    if (throttled.length === 0) {
      return;
    }
    const { budgets, family, meter } = this.#options;
    meter.throttled += 1;
    budgets.throttled(family, now, Math.max(...throttled.map((part) => toldMs(part, now))));
  }
}

/** What an answer says to wait; a second where one that speaks of too many requests does not say. */
function toldMs({ status, retryAfter }: LateAnswer, now: EpochMs): number {
  return retryAfterMs(retryAfter, now) ?? (status === 429 ? 1_000 : 0);
}
