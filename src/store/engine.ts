import type { Dialect } from "./dialect.ts";
import type { Session } from "./session.ts";

/** What an open database is at work on, which decides how much memory it may hold. */
export type Work = "usual" | "applying";

/** A database of one kind, open. */
export interface Engine {
  readonly dialect: Dialect;
  /** What people call it: a file, or an address without its secrets. */
  readonly name: string;
  /** Readers at once; more wait for their turn. Each may hold results of its own. */
  readonly readers: number;
  /** Opens a connection; `ended` is told when it ended. */
  connect(ended: (session: Session) => void): Promise<Session>;
  /** A statement that gives it the memory for what comes next; `null` where there is none. */
  memoryFor(work: Work): string | null;
  /** Writes a copy, of one version of everything, into a file that is not there yet. */
  copyTo(session: Session, file: string, signal?: AbortSignal): Promise<void>;
  /** Lets go of it, when all connections are closed. */
  close(): void;
}
