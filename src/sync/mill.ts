import { Worker } from "node:worker_threads";
import type { Finding } from "../microsoft/finding.ts";
import type { FindingMaker } from "../microsoft/finding-maker.ts";
import type { Page } from "../microsoft/page.ts";
import type {
  Answered,
  Asked,
  MillAnswer,
  MilledFindings,
  MillFault,
  MillQuestion,
  MillStart,
  MillSummary,
} from "./mill-message.ts";

/** Findings that have still to be milled: those that did not come as a file. */
interface UnmilledFindings {
  readonly kind: "unmilled";
  readonly findings: readonly Finding[];
}

export type MillItem = MilledFindings | UnmilledFindings;

interface Waiting {
  readonly resolve: (answer: MillAnswer) => void;
  readonly reject: (error: Error) => void;
}

// Beside this file, as source or as built.
const thread = new URL(
  `mill-thread${import.meta.url.slice(import.meta.url.lastIndexOf("."))}`,
  import.meta.url,
);

// Rows die young, a few thousand at a time: more room for them would be garbage, not speed.
const resourceLimits = { maxYoungGenerationSizeMb: 16 };

/** The export files' failures are known by this code, which must not be lost between threads. */
class ThreadError extends Error {
  readonly code: string | null;

  constructor({ message, code }: MillFault) {
    super(message);
    this.code = code;
  }
}

/** A thread that inflates, parses and converts findings while this one talks to the network and the database. */
export class Mill implements FindingMaker<MillItem> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #files = 0;
  #failure: Error | null = null;

  constructor(start: MillStart) {
    this.#worker = new Worker(thread, { workerData: start, resourceLimits });
    this.#worker.on("message", ({ number, answer }: Answered) => this.#answered(number, answer));
    this.#worker.on("error", (error: Error) => this.#broke(error));
    this.#worker.on("exit", () => this.#broke(new Error("The thread that reads findings ended")));
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
    await this.#worker.terminate();
  }

  async #milled(question: MillQuestion): Promise<MilledFindings> {
    const answer = await this.#ask(question);
    if (answer.kind !== "milled") throw new Error("the mill answered another question");
    return answer;
  }

  #ask(question: MillQuestion): Promise<MillAnswer> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const { promise, resolve, reject } = Promise.withResolvers<MillAnswer>();
    const message: Asked = { number: this.#asked++, question };
    this.#waiting.set(message.number, { resolve, reject });
    this.#worker.postMessage(message, question.verb === "write" ? [question.bytes.buffer] : []);
    return promise;
  }

  #answered(number: number, answer: MillAnswer | MillFault): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (answer.kind === "fault") waiting?.reject(new ThreadError(answer));
    else waiting?.resolve(answer);
  }

  #broke(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}

function pageOf(milled: MilledFindings): Page<MillItem> {
  return { items: [milled], rejected: milled.rejected };
}
