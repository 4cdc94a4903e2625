import { Failure } from "../../base/failure.ts";

/** Does one thing after the other, so that many at once cannot exhaust the machine; refuses when too many wait. */
export class OneAtATime {
  readonly #mostWaiting: number;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(mostWaiting: number) {
    this.#mostWaiting = mostWaiting;
  }

  /** Does `work` when its turn has come. Throws `busy`. */
  async do<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#waiting >= this.#mostWaiting) {
      const message = "Too many log-ins wait to be checked. Try again in a few seconds.";
      throw new Failure(message, { code: "busy", retryable: true });
    }
    this.#waiting++;
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#waiting--;
    }
  }
}
