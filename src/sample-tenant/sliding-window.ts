import type { EpochMs } from "../base/clock.ts";

/** Timestamped amounts of the last `lengthMs`, with their sum. */
export class SlidingWindow {
  readonly lengthMs: number;
  #times: EpochMs[] = [];
  #amounts: number[] = [];
  #first = 0;
  #sum = 0;

  constructor(lengthMs: number) {
    this.lengthMs = lengthMs;
  }

  /** What was added within the window that ends now. */
  sum(now: EpochMs): number {
    this.#forget(now);
    return this.#sum;
  }

  /** Adds an amount and returns the window's sum with it. */
  add(now: EpochMs, amount = 1): number {
    this.#forget(now);
    this.#times.push(now);
    this.#amounts.push(amount);
    this.#sum += amount;
    return this.#sum;
  }

  /** Milliseconds until `amount` has left the window. */
  msUntilFree(now: EpochMs, amount: number): number {
    this.#forget(now);
    let left = 0;
    for (let index = this.#first; index < this.#times.length; index += 1) {
      left += this.#amounts[index] ?? 0;
      if (left >= amount) {
        return (this.#times[index] ?? now) + this.lengthMs - now;
      }
    }
    return this.lengthMs;
  }

  #forget(now: EpochMs): void {
    while (
      this.#first < this.#times.length &&
      (this.#times[this.#first] ?? now) <= now - this.lengthMs
    ) {
      this.#sum -= this.#amounts[this.#first] ?? 0;
      this.#first += 1;
    }
    // Dropping the front of an array costs its length, so it is done rarely.
    if (this.#first > 1024 && this.#first * 2 > this.#times.length) {
      this.#times = this.#times.slice(this.#first);
      this.#amounts = this.#amounts.slice(this.#first);
      this.#first = 0;
    }
  }
}
