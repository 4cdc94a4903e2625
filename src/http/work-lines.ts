import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Told } from "../service/told.ts";
import type { WorkLine } from "./contract.ts";
import { problemOf } from "./problem-reply.ts";

/** A proxy or a client gives up on an answer of which nothing comes for long: so often it hears something, in milliseconds. */
const aliveMs = 15_000;

/** Work that tells how far it is, and gives a report. */
export type LongWork = (tell: (told: Told) => void) => Promise<object>;

type Outcome = { readonly report: object } | { readonly error: unknown };

/** Lines of work that is under way: those to be told, and how it ended. */
class UnderWay {
  readonly ended: Promise<void>;
  #outcome: Outcome | null = null;
  #lines: WorkLine[] = [];
  #last: readonly WorkLine[] = [];
  #news = Promise.withResolvers<void>();

  constructor(work: LongWork) {
    this.ended = work((told) => this.#hear({ progress: told })).then(
      (report) => this.#end({ report }),
      (error: unknown) => this.#end({ error }),
    );
  }

  /** How it ended, once everything else was told. */
  get outcome(): Outcome | null {
    return this.#lines.length === 0 ? this.#outcome : null;
  }

  /** What is new; after a while of silence what was told last, again. */
  async next(clock: Clock): Promise<readonly WorkLine[]> {
    const waiting = new AbortController();
    await Promise.race([
      this.#news.promise,
      clock.sleep(aliveMs, waiting.signal).catch(() => undefined),
    ]);
    waiting.abort();
    this.#news = Promise.withResolvers();
    const lines = this.#lines;
    this.#lines = [];
    if (lines.length > 0) this.#last = lines.slice(-1);
    return lines.length > 0 || this.#outcome !== null ? lines : this.#last;
  }

  #hear(line: WorkLine): void {
    this.#lines.push(line);
    this.#news.resolve();
  }

  #end(outcome: Outcome): void {
    this.#outcome = outcome;
    this.#news.resolve();
  }
}

/**
 * Tells of work, line by line: how far it is, and last its report, or what it failed of. Throws what it failed of when
 * nothing was told before.
 */
export async function* workLines(
  work: LongWork,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): AsyncGenerator<readonly WorkLine[]> {
  const underWay = new UnderWay(work);
  let told = 0;
  try {
    while (underWay.outcome === null) {
      const lines = await underWay.next(clock);
      told += lines.length;
      if (lines.length > 0) yield lines;
    }
    const { outcome } = underWay;
    if ("report" in outcome) yield [{ report: outcome.report }];
    else if (told === 0) throw outcome.error;
    else yield [{ problem: problemOf(outcome.error, log) }];
  } finally {
    // Whoever asked may be gone: the database is free only when the work is over.
    await underWay.ended;
  }
}
