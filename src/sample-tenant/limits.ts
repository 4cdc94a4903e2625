import type { EpochMs } from "../base/clock.ts";
import { SlidingWindow } from "./sliding-window.ts";

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** A documented limit: calls per minute and per hour. */
export interface Rate {
  readonly minute: number;
  readonly hour: number;
}

/** Where the documentation states none (`microsoft-apis` §3.8). */
const unstated: Rate = { minute: 50, hour: 1_500 };
const single: Rate = { minute: 100, hour: 1_500 };
const bulk: Rate = { minute: 30, hour: 1_000 };
const files: Rate = { minute: 5, hour: 20 };

/** Defender's limits per endpoint (`microsoft-apis` §3.2). */
const rates: Readonly<Record<string, Rate>> = {
  "defender.machines": single,
  "defender.machine": single,
  "defender.logonUsers": single,
  "defender.alerts": single,
  "defender.machineActions": single,
  "defender.advancedQuery": { minute: 45, hour: 1_500 },
  "defender.machineVulnerabilities": { minute: 50, hour: 1_500 },
  "defender.antivirus": bulk,
  "defender.findings": bulk,
  "defender.findingChanges": bulk,
  "defender.softwareInventory": bulk,
  "defender.softwareNoProductCode": bulk,
  "defender.browserExtensions": bulk,
  "defender.baselines": bulk,
  "defender.secureConfigurations": bulk,
  "defender.certificates": bulk,
};

/** The documented limit of a Defender endpoint. */
export function rateOf(endpoint: string): Rate {
  return rates[endpoint] ?? (endpoint.endsWith("Export") ? files : unstated);
}

/** What a tenant of this many users may spend on Graph: resource units in 10 s (§2.7). */
export function graphUnits(users: number): number {
  if (users < 50) {
    return 3_500;
  }
  return users <= 500 ? 5_000 : 8_000;
}

/** How the limits are set up. */
export interface LimitsOptions {
  readonly documented: boolean;
  /** The tenant's clock: real time multiplied by the speed. */
  readonly now: () => EpochMs;
  readonly speed: number;
}

/** What a Graph call does to the budget. */
export interface GraphCharge {
  /** Real seconds to wait, where the call is refused. */
  readonly retryAfterSeconds?: number;
  /** How much of the budget is used with this call, 0 to 1. */
  readonly used: number;
}

/** Counts calls against the documented limits. Refused calls cost nothing. */
export class Limits {
  readonly #options: LimitsOptions;
  readonly #windows = new Map<
    string,
    { readonly minute: SlidingWindow; readonly hour: SlidingWindow }
  >();
  readonly #graph = new SlidingWindow(10_000);

  constructor(options: LimitsOptions) {
    this.#options = options;
  }

  /** Books a Defender call; real whole seconds to wait where it is refused, as Defender tells them. */
  defender(endpoint: string): number | undefined {
    if (!this.#options.documented) {
      return undefined;
    }
    const now = this.#options.now();
    const rate = rateOf(endpoint);
    const { minute, hour } = this.#windowsOf(endpoint);
    const waitMs = Math.max(waitFor(minute, rate.minute, now), waitFor(hour, rate.hour, now));
    if (waitMs > 0) {
      return Math.max(1, Math.ceil(waitMs / this.#options.speed / 1000));
    }
    minute.add(now);
    hour.add(now);
    return undefined;
  }

  /** Books a Graph call of `units` in a tenant of `users`; the wait is a fraction, as Graph tells it. */
  graph(units: number, users: number): GraphCharge {
    if (!this.#options.documented) {
      return { used: 0 };
    }
    const now = this.#options.now();
    const limit = graphUnits(users);
    const over = this.#graph.sum(now) + units - limit;
    if (over > 0) {
      const waitMs = this.#graph.msUntilFree(now, over) / this.#options.speed;
      return { used: 1, retryAfterSeconds: Math.ceil(waitMs) / 1000 };
    }
    return { used: this.#graph.add(now, units) / limit };
  }

  #windowsOf(endpoint: string): { readonly minute: SlidingWindow; readonly hour: SlidingWindow } {
    const known = this.#windows.get(endpoint);
    if (known !== undefined) {
      return known;
    }
    const windows = { minute: new SlidingWindow(minuteMs), hour: new SlidingWindow(hourMs) };
    this.#windows.set(endpoint, windows);
    return windows;
  }
}

function waitFor(window: SlidingWindow, limit: number, now: EpochMs): number {
  return window.sum(now) < limit ? 0 : window.msUntilFree(now, window.sum(now) - limit + 1);
}
