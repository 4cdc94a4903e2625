import { setMaxListeners } from "node:events";
import { type Complete, mintComplete } from "../base/complete.ts";
import { Failure } from "../base/failure.ts";
import { BrokenWalk, IncompleteWalk, type IncompleteReason } from "./incomplete-walk.ts";

/** One page of a collection. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Records of the page that could not be understood. */
  readonly rejected: number;
  /** How many items the provider says the collection has. */
  readonly expected?: number | undefined;
}

/** A collection that can be walked from its start to its proven end. */
export interface Listing<Item> {
  /** Such as `machines`. */
  readonly collection: string;
  /** What makes two items the same; `null` where handing an item twice does no harm. */
  readonly key: ((item: Item) => string) | null;
  /** How many records an item stands for; one when absent. */
  readonly size?: ((item: Item) => number) | undefined;
  /** A new walk. It ends normally only where the provider said that there is no more; otherwise it throws. */
  pages(signal?: AbortSignal): AsyncIterable<Page<Item>>;
}

/**
 * Is handed the items as they come; awaited, so a slow taker slows the walk. `attempt` counts from 1 and rises when
 * the collection had to be read again from its start: items with a key never come twice, others may.
 */
export type Take<Item> = (items: readonly Item[], attempt: number) => Promise<void> | void;

/** Page tokens of large tenants may expire mid-walk; the export may change or prove damaged: only a new start helps. */
const restartCodes: ReadonlySet<string> = new Set([
  "page_token_expired",
  "snapshot_changed",
  "file_damaged",
]);
const mostRestarts = 5;

interface Walk<Item> {
  readonly listing: Listing<Item>;
  readonly take: Take<Item>;
  readonly signal: AbortSignal;
  /** Keys handed on, with the attempt that saw them last. */
  readonly seen: Map<string, number>;
  attempt: number;
  received: number;
  pages: number;
  /** Of this attempt. */
  tally: Tally;
}

interface Tally {
  rows: number;
  rejected: number;
  expected: number | null;
}

/** What the taker threw: not the walk's failure. */
class TakerError extends Error {}

/**
 * Walks a collection to its end and hands its items on. The receipt says that nothing is missing; without it this
 * throws: `IncompleteWalk`, or the `Failure` that struck before the first item.
 */
export async function readAll<Item>(
  listing: Listing<Item>,
  take: Take<Item>,
  signal?: AbortSignal,
): Promise<Complete> {
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  // Every request under way listens to it.
  setMaxListeners(0, either);
  const walk: Walk<Item> = {
    listing,
    take,
    signal: either,
    seen: new Map(),
    attempt: 1,
    received: 0,
    pages: 0,
    tally: newTally(),
  };
  try {
    await walkWithRestarts(walk);
  } finally {
    stop.abort();
  }
  refuseGaps(walk);
  const { received, pages } = walk;
  const { expected } = walk.tally;
  const facts = { collection: listing.collection, received, pages };
  return mintComplete(expected === null ? facts : { ...facts, expected });
}

async function walkWithRestarts<Item>(walk: Walk<Item>): Promise<void> {
  for (;;) {
    try {
      await walkOnce(walk);
      return;
    } catch (error) {
      if (!mayRestart(walk, error)) {
        throw endOf(walk, error);
      }
      walk.attempt += 1;
      walk.tally = newTally();
    }
  }
}

function mayRestart<Item>(walk: Walk<Item>, error: unknown): boolean {
  return error instanceof Failure && restartCodes.has(error.code) && walk.attempt <= mostRestarts;
}

async function walkOnce<Item>(walk: Walk<Item>): Promise<void> {
  for await (const page of ahead(walk.listing.pages(walk.signal))) {
    walk.signal.throwIfAborted();
    const fresh = freshItems(walk, page.items);
    walk.pages += 1;
    walk.received += recordsIn(walk.listing, fresh);
    walk.tally.rows += recordsIn(walk.listing, page.items);
    walk.tally.rejected += page.rejected;
    walk.tally.expected ??= page.expected ?? null;
    if (fresh.length > 0) {
      await handOn(walk, fresh);
    }
  }
}

/** How many records these items of a listing stand for. */
export function recordsIn<Item>({ size }: Listing<Item>, items: readonly Item[]): number {
  return size === undefined ? items.length : items.reduce((sum, item) => sum + size(item), 0);
}

/** Items not handed on before. A page on which this attempt has seen everything already is a loop. */
function freshItems<Item>(walk: Walk<Item>, items: readonly Item[]): readonly Item[] {
  const { key } = walk.listing;
  if (key === null) {
    return items;
  }
  let isNews = items.length === 0;
  const fresh = items.filter((item) => {
    const seenIn = walk.seen.get(key(item));
    isNews ||= seenIn !== walk.attempt;
    walk.seen.set(key(item), walk.attempt);
    return seenIn === undefined;
  });
  if (!isNews) {
    throw new BrokenWalk("repeated_page", "the same page came twice.");
  }
  return fresh;
}

async function handOn<Item>(walk: Walk<Item>, items: readonly Item[]): Promise<void> {
  try {
    await walk.take(items, walk.attempt);
  } catch (error) {
    throw new TakerError("The taker failed", { cause: error });
  }
}

/** Asks for the next page while this one is being taken. */
async function* ahead<Item>(pages: AsyncIterable<Page<Item>>): AsyncGenerator<Page<Item>> {
  const iterator = pages[Symbol.asyncIterator]();
  const ask = () => {
    const asked = iterator.next();
    // Its error is met when the page is due; until then it must not count as unhandled.
    asked.catch(() => {});
    return asked;
  };
  for (
    let next = await ask(), later = ask();
    next.done !== true;
    next = await later, later = ask()
  ) {
    yield next.value;
  }
}

/** What a walk that did not reach its end throws. */
function endOf<Item>(walk: Walk<Item>, error: unknown): unknown {
  if (error instanceof TakerError) {
    return error.cause;
  }
  if (error instanceof BrokenWalk) {
    return incomplete(walk, error.reason, error);
  }
  return error instanceof Failure && walk.received > 0
    ? incomplete(walk, "interrupted", error)
    : error;
}

function refuseGaps<Item>(walk: Walk<Item>): void {
  const { expected, rejected, rows } = walk.tally;
  if (rejected > 0) {
    throw incomplete(walk, "rejected_records");
  }
  if (expected !== null && rows < expected) {
    throw incomplete(walk, "fewer_than_announced");
  }
}

function incomplete<Item>(
  walk: Walk<Item>,
  reason: IncompleteReason,
  cause?: Failure,
): IncompleteWalk {
  const { received, listing, tally } = walk;
  return new IncompleteWalk(listing.collection, { ...tally, reason, received, cause });
}

function newTally(): Tally {
  return { rows: 0, rejected: 0, expected: null };
}
