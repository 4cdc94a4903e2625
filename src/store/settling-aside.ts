import type { Session } from "./session.ts";

/** Types whose edges are settled while others are still staged. */
export class SettlingAside {
  readonly #begun = new Set<string>();
  /** Those of which nothing came since. */
  readonly #whole = new Set<string>();
  #work: Promise<void> = Promise.resolve();
  #session: Session | null = null;
  #stopped = false;

  /** Does the work, on a connection of its own, after what was begun before. What it throws is met by `done`. */
  begin(
    types: readonly string[],
    open: () => Promise<Session>,
    work: (session: Session) => Promise<void>,
  ): void {
    for (const type of types) {
      this.#begun.add(type);
      this.#whole.add(type);
    }
    this.#work = this.#work.then(() => this.#run(open, work));
    this.#work.catch(() => undefined);
  }

  /** Whether edges of a type were, or still are, worked on: whoever looks at them waits for `done`. */
  touches(type: string): boolean {
    return this.#begun.has(type);
  }

  /** Whether all edges of a type are settled once this is done. */
  covers(type: string): boolean {
    return this.#whole.has(type);
  }

  /** Edges of a type came all the same. */
  forget(type: string): void {
    this.#whole.delete(type);
  }

  /** Edges came, nobody knows of which types. */
  forgetAll(): void {
    this.#whole.clear();
  }

  /** Waits until all that was begun is done. Throws what struck. */
  done(): Promise<void> {
    return this.#work;
  }

  /** Ends what is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#session?.stop();
    await this.#work.catch(() => undefined);
  }

  async #run(
    open: () => Promise<Session>,
    work: (session: Session) => Promise<void>,
  ): Promise<void> {
    if (this.#stopped) return;
    const session = await open();
    this.#session = session;
    try {
      if (!this.#stopped) await work(session);
    } finally {
      this.#session = null;
      session.close();
    }
  }
}
