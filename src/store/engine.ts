import type { Answers } from "./answers.ts";
import type { Dialect } from "./dialect.ts";
import type { Claim } from "./claim.ts";
import type { Session } from "./session.ts";
import type { StagePlace } from "./stage-place.ts";

/** What an open database is at work on, which decides what it may use. */
export type Work = "usual" | "filling" | "reading" | "settling" | "applying";

/** A database of one kind, open. */
export interface Engine {
  readonly dialect: Dialect;
  /** What people call it: a file, or an address without its secrets. */
  readonly name: string;
  /** Readers at once; more wait for their turn. Each may hold results of its own. */
  readonly readers: number;
  /** What it was asked since the last write; `null` where others may write, too. */
  readonly answers: Answers | null;
  /** Opens a connection; `ended` is told when it ended. */
  connect(ended: (session: Session) => void): Promise<Session>;
  /** Statements that give it memory and threads for what comes next, and for how many edges. They are to be run. */
  settingsFor(work: Work, edges: number): readonly string[];
  /** Statements that give freed memory back to the system, whatever else is under way. */
  freeing(): readonly string[];
  /** Claims an instance for a run. Throws a `run_in_progress` failure when someone else has it. */
  claim(instanceId: number): Promise<Claim>;
  /** Where the tables of a run are to be. */
  stageOf(runId: number): StagePlace;
  /** Writes a copy, of one version of everything, into a file that is not there yet. */
  copyTo(session: Session, file: string, signal?: AbortSignal): Promise<void>;
  /** Lets go of it, when all connections are closed. */
  close(): void;
}
