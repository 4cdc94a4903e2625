import type { Finding } from "../microsoft/finding.ts";
import type { FindingMaker } from "../microsoft/finding-maker.ts";
import type { Page } from "../microsoft/page.ts";
import type {
  MillAnswer,
  MilledFindings,
  MillQuestion,
  MillStart,
  MillSummary,
} from "./mill-message.ts";
import type { RunInput } from "./run-input.ts";
import { Thread } from "./thread.ts";

/** Findings that have still to be milled: those that did not come as a file. */
interface UnmilledFindings {
  readonly kind: "unmilled";
  readonly findings: readonly Finding[];
}

export type MillItem = MilledFindings | UnmilledFindings;

// Rows die young, a few thousand at a time: more room for them would be garbage, not speed.
const resourceLimits = { maxYoungGenerationSizeMb: 16 };

/** A thread that inflates, parses and converts findings while this one talks to the network and the database. */
export class Mill implements FindingMaker<MillItem> {
  readonly #thread: Thread<MillQuestion, MillAnswer>;
  #files = 0;

  constructor(start: MillStart, { areServed }: Pick<RunInput, "areServed"> = {}) {
    const givesWay = areServed === true;
    this.#thread = new Thread("mill-thread", { start, givesWay, resourceLimits });
  }

  of(findings: readonly Finding[]): readonly MillItem[] {
    return findings.length === 0 ? [] : [{ kind: "unmilled", findings }];
  }

  size(item: MillItem): number {
    return item.kind === "milled" ? item.rows : item.findings.length;
  }

  async *file(content: AsyncIterable<Buffer>, skip: number): AsyncGenerator<Page<MillItem>> {
    const file = this.#files++;
    // One piece is milled while the next one is on its way.
    let before: Promise<MilledFindings> | null = null;
    try {
      for await (const bytes of content) {
        const last = before;
        before = this.#milled({ verb: "write", file, skip, bytes: new Uint8Array(bytes) });
        before.catch(() => undefined);
        if (last !== null) yield pageOf(await last);
      }
      if (before !== null) yield pageOf(await before);
      before = null;
      yield pageOf(await this.#milled({ verb: "end", file, skip }));
    } catch (error) {
      // What was milled counts as said there, so it has to be handed on although the file breaks off.
      if (before !== null) yield pageOf(await before);
      throw error;
    } finally {
      this.#ask({ verb: "drop", file }).catch(() => undefined);
    }
  }

  /** Mills findings that did not come as a file. */
  mill(item: MillItem): Promise<MilledFindings> {
    return item.kind === "milled"
      ? Promise.resolve(item)
      : this.#milled({ verb: "convert", findings: item.findings });
  }

  /** Begins anew: what was milled so far does not count. */
  restart(): void {
    this.#ask({ verb: "restart" }).catch(() => undefined);
  }

  /** What all findings since the last restart came to. */
  async summary(): Promise<MillSummary> {
    const answer = await this.#ask({ verb: "summary" });
    if (answer.kind !== "summary") throw new Error("the mill answered another question");
    return answer;
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    await this.#thread.close();
  }

  async #milled(question: MillQuestion): Promise<MilledFindings> {
    const answer = await this.#ask(question);
    if (answer.kind !== "milled") throw new Error("the mill answered another question");
    return answer;
  }

  #ask(question: MillQuestion): Promise<MillAnswer> {
    return this.#thread.ask(question, question.verb === "write" ? [question.bytes.buffer] : []);
  }
}

function pageOf(milled: MilledFindings): Page<MillItem> {
  return { items: [milled], rejected: milled.rejected };
}
