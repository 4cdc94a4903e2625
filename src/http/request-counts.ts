import type { Figure } from "../service/figures.ts";

/** A request that was answered. */
interface Answered {
  readonly method: string;
  /** The route's pattern, never the address: that may be anything. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

interface Count {
  readonly labels: Readonly<Record<string, string>>;
  requests: number;
  ms: number;
}

/** Counts what a server was asked. */
export class RequestCounts {
  readonly #counts = new Map<string, Count>();

  /** Notes an answered request. */
  count({ method, route, status, ms }: Answered): void {
    const key = `${method} ${route} ${status}`;
    const labels = { method, route, status: String(status) };
    const count = this.#counts.get(key) ?? { labels, requests: 0, ms: 0 };
    this.#counts.set(key, count);
    count.requests += 1;
    count.ms += ms;
  }

  /** The counts so far. */
  figures(): readonly Figure[] {
    const counts = [...this.#counts.values()];
    return [
      {
        name: "http_requests_total",
        help: "Answered requests.",
        type: "counter",
        samples: counts.map(({ labels, requests: value }) => ({ labels, value })),
      },
      {
        name: "http_request_seconds_total",
        help: "Time from request to answer, summed.",
        type: "counter",
        samples: counts.map(({ labels, ms }) => ({ labels, value: ms / 1_000 })),
      },
    ];
  }
}
