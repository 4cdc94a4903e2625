import type { EpochMs } from "../base/clock.ts";
import { SlidingWindow } from "./sliding-window.ts";

/** What happened at one endpoint. */
interface EndpointStatistics {
  /** Requests received, also those that were refused; batched ones included. */
  readonly calls: number;
  /** Those of `calls` that came inside a Graph `$batch`: they have no bytes of their own. */
  readonly batched: number;
  /** Body bytes sent, compressed. */
  readonly bytes: number;
  /** How often each HTTP status was answered; `reset` counts connections that were cut instead. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Answers with 429. */
  readonly throttled: number;
  /** The most calls within any 60 s of the tenant's clock (which `speed` makes shorter), refused ones included. */
  readonly mostInAMinute: number;
  /** The most calls within any hour of the tenant's clock. */
  readonly mostInAnHour: number;
}

/** What the sample tenant was asked for since it started, or since the last reset. */
export interface Statistics {
  readonly calls: number;
  readonly bytes: number;
  readonly throttled: number;
  readonly endpoints: Readonly<Record<string, EndpointStatistics>>;
}

/** One answered request. */
export interface Served {
  readonly endpoint: string;
  readonly status: number | "reset";
  readonly bytes: number;
  readonly batched?: boolean;
}

interface Tally {
  calls: number;
  batched: number;
  bytes: number;
  throttled: number;
  readonly statuses: Map<string, number>;
  mostInAMinute: number;
  mostInAnHour: number;
  readonly minute: SlidingWindow;
  readonly hour: SlidingWindow;
}

/** Counts what is served. */
export class StatisticsBook {
  readonly #now: () => EpochMs;
  #tallies = new Map<string, Tally>();

  /** `now` is the tenant's clock: real time multiplied by the speed. */
  constructor(now: () => EpochMs) {
    this.#now = now;
  }

  /** A request arrived. Counted on arrival, because that is when a limit counts it. */
  arrived(endpoint: string): void {
    const tally = this.#tally(endpoint);
    const now = this.#now();
    tally.calls += 1;
    tally.mostInAMinute = Math.max(tally.mostInAMinute, tally.minute.add(now));
    tally.mostInAnHour = Math.max(tally.mostInAnHour, tally.hour.add(now));
  }

  /** The request was answered. */
  served(served: Served): void {
    const tally = this.#tally(served.endpoint);
    const status = String(served.status);
    tally.bytes += served.bytes;
    tally.batched += served.batched === true ? 1 : 0;
    tally.throttled += served.status === 429 ? 1 : 0;
    tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1);
  }

  /** Starts counting again. */
  reset(): void {
    this.#tallies = new Map();
  }

  /** The counts so far. */
  read(): Statistics {
    const tallies = [...this.#tallies].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const sum = (pick: (tally: Tally) => number): number =>
      tallies.reduce((total, [, tally]) => total + pick(tally), 0);
    return {
      calls: sum((tally) => tally.calls - tally.batched),
      bytes: sum((tally) => tally.bytes),
      throttled: sum((tally) => tally.throttled),
      endpoints: Object.fromEntries(
        tallies.map(([endpoint, tally]) => [endpoint, published(tally)]),
      ),
    };
  }

  #tally(endpoint: string): Tally {
    const known = this.#tallies.get(endpoint);
    if (known !== undefined) {
      return known;
    }
    const tally: Tally = {
      calls: 0,
      batched: 0,
      bytes: 0,
      throttled: 0,
      statuses: new Map(),
      mostInAMinute: 0,
      mostInAnHour: 0,
      minute: new SlidingWindow(60_000),
      hour: new SlidingWindow(3_600_000),
    };
    this.#tallies.set(endpoint, tally);
    return tally;
  }
}

function published(tally: Tally): EndpointStatistics {
  const { calls, batched, bytes, throttled, mostInAMinute, mostInAnHour } = tally;
  const statuses = Object.fromEntries([...tally.statuses].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { calls, batched, bytes, statuses, throttled, mostInAMinute, mostInAnHour };
}
