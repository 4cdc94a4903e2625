import { type ResourceLimits, type Transferable, Worker } from "node:worker_threads";
import type { Answered, Asked, ThreadFault, ThreadStart } from "./thread-message.ts";

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** How a thread begins. */
interface ThreadOptions extends ThreadStart {
  readonly resourceLimits: ResourceLimits;
}

/** A failure in a thread. By its code it is known as what it was there. */
class ThreadError extends Error {
  readonly code: string | null;

  constructor({ message, code }: ThreadFault) {
    super(message);
    this.code = code;
  }
}

/** The file of a thread in this folder, as source or as built. */
function fileOf(name: string): URL {
  const { url } = import.meta;
  return new URL(`${name}${url.slice(url.lastIndexOf("."))}`, url);
}

/** A thread that answers questions: it runs a file of this folder that calls `answerQuestions`. */
export class Thread<Question, Answer> {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting<Answer>>();
  #asked = 0;
  #failure: Error | null = null;

  constructor(name: string, { start, givesWay, resourceLimits }: ThreadOptions) {
    const workerData: ThreadStart = { start, givesWay };
    this.#worker = new Worker(fileOf(name), { workerData, resourceLimits });
    this.#worker.on("message", (answered: Answered<Answer>) => this.#answered(answered));
    this.#worker.on("error", (error: Error) => this.#broke(error));
    this.#worker.on("exit", () => this.#broke(new Error(`A thread of the run ended: ${name}`)));
  }

  /** Asks. What is `moved` is the thread's from now on, not copied. */
  ask(question: Question, moved: readonly Transferable[] = []): Promise<Answer> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const asked: Asked<Question> = { number: this.#asked++, question };
    this.#waiting.set(asked.number, { resolve, reject });
    this.#worker.postMessage(asked, moved);
    return promise;
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #answered(answered: Answered<Answer>): void {
    const waiting = this.#waiting.get(answered.number);
    this.#waiting.delete(answered.number);
    if ("fault" in answered) waiting?.reject(new ThreadError(answered.fault));
    else waiting?.resolve(answered.answer);
  }

  #broke(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}
