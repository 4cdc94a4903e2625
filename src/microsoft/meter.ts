/** What reading cost so far; live, so that a progress bar can watch it. */
export interface Meter {
  /** Requests sent, retries among them, token requests not. */
  readonly calls: number;
  /** Requests that were sent again. */
  readonly retries: number;
  /** Answers that said "too many requests". */
  readonly throttled: number;
  /** Body bytes received on the wire, before decompression. */
  readonly bytes: number;
}

/** A meter that the HTTP layer writes. */
export interface MeterCounts extends Meter {
  calls: number;
  retries: number;
  throttled: number;
  bytes: number;
}

/** A meter at zero. */
export function newMeter(): MeterCounts {
  return { calls: 0, retries: 0, throttled: 0, bytes: 0 };
}
