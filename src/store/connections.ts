import { Failure } from "../base/failure.ts";
import type { Engine } from "./engine.ts";
import type { Session } from "./session.ts";

interface Waiting {
  readonly resolve: (session: Session) => void;
  readonly reject: (failure: unknown) => void;
}

function closed(): Failure {
  return new Failure("The database is closed.", { code: "database_closed", retryable: false });
}

function cancelled(): Failure {
  return new Failure("The query was cancelled.", { code: "query_cancelled", retryable: true });
}

/** The connections of an open database: some that readers share, and any number of own ones. */
export class Connections {
  readonly #engine: Engine;
  readonly #open = new Set<Session>();
  readonly #opening = new Set<Promise<Session>>();
  readonly #idle: Session[] = [];
  readonly #waiting: Waiting[] = [];
  #readers = 0;
  #closed = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** A connection of its own. The caller closes it. */
  async own(): Promise<Session> {
    if (this.#closed) throw closed();
    const opening = this.#connect();
    this.#opening.add(opening);
    const session = await opening.finally(() => this.#opening.delete(opening));
    if (!this.#isClosed()) return session;
    session.close();
    throw closed();
  }

  /** Lends a shared connection to `work`; waits while all are lent. */
  async lent<Result>(
    work: (session: Session) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const session = await this.take(signal);
    try {
      return await work(session);
    } finally {
      this.giveBack(session);
    }
  }

  /** A shared connection, to be given back. */
  async take(signal?: AbortSignal): Promise<Session> {
    if (this.#closed) throw closed();
    if (signal?.aborted === true) throw cancelled();
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle.isLost ? this.#replaced(idle) : idle;
    if (this.#readers >= this.#engine.readers) return this.#wait(signal);
    this.#readers++;
    return this.#another();
  }

  /** Takes a shared connection back. */
  giveBack(session: Session): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(session);
    else if (session.isLost) this.#replaced(session).then(next.resolve, next.reject);
    else next.resolve(session);
  }

  /** A new connection in place of one that was lost. */
  #replaced(lost: Session): Promise<Session> {
    lost.close();
    return this.#another();
  }

  async #another(): Promise<Session> {
    try {
      return await this.own();
    } catch (error) {
      this.#readers--;
      throw error;
    }
  }

  /** Stops everything that is under way and ends all connections. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(closed());
    await Promise.allSettled(this.#opening);
    await Promise.all([...this.#open].map((session) => session.stop()));
  }

  async #connect(): Promise<Session> {
    const session = await this.#engine.connect((ended) => this.#open.delete(ended));
    this.#open.add(session);
    return session;
  }

  // Asked anew after each wait; the type checker would otherwise hold the first answer for the last.
  #isClosed(): boolean {
    return this.#closed;
  }

  async #wait(signal: AbortSignal | undefined): Promise<Session> {
    const { promise, resolve, reject } = Promise.withResolvers<Session>();
    const waiting: Waiting = { resolve, reject };
    const leave = (): void => {
      const at = this.#waiting.indexOf(waiting);
      if (at >= 0) this.#waiting.splice(at, 1);
      reject(cancelled());
    };
    this.#waiting.push(waiting);
    signal?.addEventListener("abort", leave, { once: true });
    try {
      return await promise;
    } finally {
      signal?.removeEventListener("abort", leave);
    }
  }
}
