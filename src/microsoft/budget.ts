import type { Clock, EpochMs } from "../base/clock.ts";
import {
  type BudgetName,
  budgetNames,
  countedFor,
  documentedLimits,
  type Family,
  type Limit,
  reserveBefore,
} from "./limits.ts";

const hourMs = 3_600_000;

/** A call may arrive later than it was sent by this much, so windows are longer than the documented ones. */
const marginMs = 1_000;
/** So much jitter there is in the fastest test too. */
const leastMarginMs = 25;

/** More calls than this in a millisecond can nobody send. */
const mostCallsPerMs = 100;

/** After repeated 429s the short-window limit is at least this share of the documented one. */
const leastShare = 1 / 16;

/** A call that still counts: when it was sent and what it cost. */
type Spent = readonly [EpochMs, number];

/** What one family spent: plain data, kept between runs. */
interface FamilyState {
  /** Oldest first. */
  readonly calls: readonly Spent[];
  readonly pausedUntil: EpochMs;
  /** The share of the documented short-window limit in use: below 1 after a 429, until `narrowedUntil`. */
  readonly share: number;
  readonly narrowedUntil: EpochMs;
}

/** What was spent in the last hour, so that the next run starts from it. */
export type BudgetState = Readonly<Partial<Record<BudgetName, FamilyState>>>;

/** What was spent of a budget within the last hour, by whichever run, and what an hour allows. */
export interface HourSpent {
  readonly budget: BudgetName;
  readonly spent: number;
  readonly limit: number;
}

/** How budgets are set up. */
export interface BudgetOptions {
  readonly clock: Clock;
  /** Multiplies the documented limits (windows shrink by it); `Infinity` switches them off. */
  readonly rateFactor?: number | undefined;
  /** What earlier runs spent. */
  readonly state?: BudgetState | undefined;
  /** Graph's resource units per 10 s: 3,500, 5,000 or 8,000 by tenant size. */
  readonly graphUnits?: number | undefined;
  /** Requests under way at once, over all families. */
  readonly concurrency?: number | undefined;
}

/** Leave to send one request; `done` gives the place back. */
export interface Leave {
  readonly sentOn: EpochMs;
  done(): void;
}

interface Account {
  readonly limits: readonly Limit[];
  calls: Spent[];
  pausedUntil: EpochMs;
  share: number;
  narrowedUntil: EpochMs;
  narrowedOn: EpochMs;
}

const fresh: FamilyState = { calls: [], pausedUntil: 0, share: 1, narrowedUntil: 0 };

/**
 * Keeps every endpoint family inside its documented limits, and all of Defender's inside one of their own, across runs.
 * Owns the queue for places.
 */
export class Budgets {
  readonly #clock: Clock;
  readonly #factor: number;
  readonly #accounts: ReadonlyMap<BudgetName, Account>;
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(options: BudgetOptions) {
    this.#clock = options.clock;
    this.#factor = options.rateFactor ?? 1;
    this.#free = options.concurrency ?? 16;
    this.#accounts = new Map(budgetNames.map((name) => [name, this.#open(name, options)]));
  }

  /** Waits until a call of `cost` may be sent, and books it. */
  async leave(family: Family, cost: number, signal?: AbortSignal): Promise<Leave> {
    for (;;) {
      await this.#place();
      const waitMs = signal?.aborted === true ? 0 : this.#book(family, cost);
      if (signal?.aborted === true || waitMs > 0) {
        this.#giveBack();
      }
      signal?.throwIfAborted();
      if (waitMs <= 0) {
        return { sentOn: this.#clock.now(), done: once(() => this.#giveBack()) };
      }
      await this.#clock.sleep(waitMs, signal);
    }
  }

  /** How many milliseconds a call of `cost` would wait now. */
  waitMs(family: Family, cost: number): number {
    const now = this.#clock.now();
    return Math.max(...this.#accountsOf(family).map((account) => waitFor(account, cost, now)));
  }

  /** The budgets with a limit by the hour of which something was spent. */
  hour(): readonly HourSpent[] {
    return budgetNames.flatMap((budget) => {
      const limit = documentedLimits[budget].find(({ windowMs }) => windowMs === hourMs)?.amount;
      if (limit === undefined || this.#factor === Number.POSITIVE_INFINITY) return [];
      const spent = limit - this.#left(budget);
      return spent === 0 ? [] : [{ budget, spent, limit }];
    });
  }

  /** Calls that this family may still send within the hour; `Infinity` where no hourly limit is known. */
  callsLeft(family: Family): number {
    const left = countedFor(family).map(
      (name) => this.#left(name) - (name === "defender" ? reserveBefore(family) : 0),
    );
    return Math.max(0, Math.min(...left));
  }

  #left(name: BudgetName): number {
    const account = this.#account(name);
    const index = documentedLimits[name].findIndex((limit) => limit.windowMs === hourMs);
    const hour = account.limits[index];
    if (hour === undefined || this.#factor === Number.POSITIVE_INFINITY) {
      return Number.POSITIVE_INFINITY;
    }
    return hour.amount - spentSince(account.calls, this.#clock.now() - hour.windowMs);
  }

  /** Calls that this family may send in an hour; `Infinity` where no hourly limit is known. */
  callsAnHour(family: Family): number {
    const hour = documentedLimits[family].find((limit) => limit.windowMs === hourMs);
    return hour === undefined ? Number.POSITIVE_INFINITY : hour.amount * this.#factor;
  }

  /**
   * An answer said "too many requests": pauses the family and halves its short-window limit for an hour. Where the family
   * had spent less than half of that limit, others must have spent the rest: what all share is halved, too.
   */
  throttled(family: Family, sentOn: EpochMs, retryAfterMs: number): void {
    const account = this.#account(family);
    const now = this.#clock.now();
    const isShared = isModest(account, now);
    account.pausedUntil = Math.max(account.pausedUntil, now + retryAfterMs);
    for (const name of countedFor(family))
      if (name === family || isShared) this.#narrow(this.#account(name), sentOn, now);
  }

  #narrow(account: Account, sentOn: EpochMs, now: EpochMs): void {
    // Calls that were under way together are one lesson, not many.
    if (sentOn < account.narrowedOn) {
      return;
    }
    account.share = Math.max(account.share / 2, leastShare);
    account.narrowedOn = now;
    account.narrowedUntil = now + hourMs / this.#factor;
  }

  /** What was spent, to be given to the next run. */
  state(): BudgetState {
    const now = this.#clock.now();
    const entries = [...this.#accounts].map(([name, account]) => {
      forget(account, now);
      const { calls, pausedUntil, share, narrowedUntil } = account;
      return [name, { calls: [...calls], pausedUntil, share, narrowedUntil }] as const;
    });
    return Object.fromEntries(entries);
  }

  #open(name: BudgetName, options: BudgetOptions): Account {
    const now = this.#clock.now();
    const units = name === "graph" ? options.graphUnits : undefined;
    const state = options.state?.[name] ?? fresh;
    return {
      limits: documentedLimits[name].map((limit) => ({
        amount: units ?? limit.amount,
        windowMs: this.#window(limit),
      })),
      // A clock that was set back must not block the family for ever.
      calls: state.calls.filter(([on]) => on <= now),
      pausedUntil: Math.min(state.pausedUntil, now + hourMs),
      share: state.share,
      narrowedUntil: Math.min(state.narrowedUntil, now + hourMs),
      narrowedOn: 0,
    };
  }

  #window({ amount, windowMs }: Limit): number {
    const window = windowMs / this.#factor;
    // Of what allows more than anybody could send, the margin would be a limit of its own.
    if (amount / window >= mostCallsPerMs) return 0;
    return window + Math.max(marginMs / this.#factor, leastMarginMs);
  }

  #account(name: BudgetName): Account {
    const account = this.#accounts.get(name);
    if (account === undefined) {
      throw new TypeError(`No budget for ${name}`);
    }
    return account;
  }

  #accountsOf(family: Family): readonly Account[] {
    return countedFor(family).map((name) => this.#account(name));
  }

  /** Books the call and returns 0, or returns how many milliseconds to wait. */
  #book(family: Family, cost: number): number {
    const accounts = this.#accountsOf(family);
    const now = this.#clock.now();
    for (const account of accounts) forget(account, now);
    const waitMs = Math.max(...accounts.map((account) => waitFor(account, cost, now)));
    if (waitMs <= 0)
      for (const account of accounts)
        if (account.limits.length > 0) account.calls.push([now, cost]);
    return waitMs;
  }

  async #place(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #giveBack(): void {
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#free += 1;
    } else {
      next();
    }
  }
}

/** Whether less than half was spent of what the short window allows, the call that was refused among it. */
function isModest({ limits: [short], calls }: Account, now: EpochMs): boolean {
  return short !== undefined && spentSince(calls, now - short.windowMs) < short.amount / 2;
}

function forget(account: Account, now: EpochMs): void {
  const since = now - (account.limits.at(-1)?.windowMs ?? 0);
  const kept = account.calls.findIndex(([on]) => on > since);
  account.calls = kept === -1 ? [] : account.calls.slice(kept);
  if (account.narrowedUntil <= now) {
    account.share = 1;
  }
}

function waitFor(account: Account, cost: number, now: EpochMs): number {
  let waitMs = account.pausedUntil - now;
  for (const [index, limit] of account.limits.entries()) {
    const amount = index === 0 ? limit.amount * account.share : limit.amount;
    const window = { amount: Math.max(cost, amount), windowMs: limit.windowMs };
    waitMs = Math.max(waitMs, windowWait(account.calls, window, { cost, now }));
  }
  // Timers may fire a little early: a millisecond more spares a second wait.
  return waitMs <= 0 ? 0 : Math.ceil(waitMs) + 1;
}

function spentSince(calls: readonly Spent[], since: EpochMs): number {
  return calls.reduce((sum, [on, cost]) => (on > since ? sum + cost : sum), 0);
}

/** How long until enough calls have left the window for one more of `cost`. */
function windowWait(
  calls: readonly Spent[],
  limit: Limit,
  { cost, now }: { readonly cost: number; readonly now: EpochMs },
): number {
  let room = limit.amount - cost;
  for (let index = calls.length - 1; index >= 0; index -= 1) {
    const [on, spent] = calls[index] ?? [0, 0];
    if (on <= now - limit.windowMs) {
      return 0;
    }
    room -= spent;
    if (room < 0) {
      return on + limit.windowMs - now;
    }
  }
  return 0;
}

function once(action: () => void): () => void {
  let open = true;
  return () => {
    if (open) {
      open = false;
      action();
    }
  };
}
