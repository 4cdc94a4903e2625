/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

/** The time and the waiting of the world; `program.ts` gives the real one, tests and benchmarks their own. */
export interface Clock {
  /** The present moment. */
  now(): EpochMs;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
