import type { Clock, EpochMs } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import type { Database } from "../store/database.ts";
import { retried } from "../store/retried.ts";
import { noteApplying, type Run } from "../store/run.ts";
import {
  type RunLogEntry,
  type RunStepRow,
  updateRunStep,
  writeRunEvent,
  writeRunStep,
} from "../store/run-log.ts";
import type { Session } from "../store/session.ts";
import type { RunEvent, StepReport } from "./report.ts";
import type { StepStatus } from "./step.ts";

/** What recording needs of the world. */
interface RecorderWorld {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}

type Write = (session: Session) => Promise<void>;

const levels: Readonly<Record<StepStatus, RunLogEntry["level"]>> = {
  complete: "info",
  skipped: "info",
  carried_over: "info",
  partial: "warning",
  failed: "error",
};

const quietMs = 1_000;

function grown(step: string, title: string, startedOn: EpochMs): RunStepRow {
  return {
    step,
    title,
    status: "running",
    startedOn,
    endedOn: null,
    reason: null,
    code: null,
    call: null,
    received: 0,
    expected: null,
    calls: 0,
    retries: 0,
    throttled: 0,
    bytes: 0,
  };
}

function endText({ title, status, received, reason }: StepReport): string {
  const how = `${title}: ${status.replace("_", " ")}, ${received} received.`;
  return reason === null ? how : `${how} ${reason}`;
}

/** Keeps what a run tells while it goes, for whoever watches it now or looks back on it. */
export class RunRecorder {
  readonly #world: RecorderWorld;
  readonly #run: Run;
  readonly #steps = new Map<string, { row: RunStepRow; writtenOn: EpochMs }>();
  #waiting: Write[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(world: RecorderWorld, run: Run) {
    this.#world = world;
    this.#run = run;
  }

  /** Takes an event; it is written a little later, in order. */
  take(event: RunEvent): void {
    switch (event.kind) {
      case "step_started":
        this.#write(grown(event.step, event.title, event.at));
        return;
      case "step_progress":
        this.#advance(event);
        return;
      case "step_ended":
        this.#end(event.report);
        return;
      case "applying":
        this.#queue((session) => noteApplying(session, this.#run));
        this.tell({
          level: "info",
          code: "applying",
          text: "The snapshot is applied to the graph.",
        });
    }
  }

  /** Tells something of the run as a whole. */
  tell(entry: Omit<RunLogEntry, "happenedOn" | "step">, step: string | null = null): void {
    const happenedOn = this.#world.clock.now();
    this.#queue((session) => writeRunEvent(session, this.#run.id, { ...entry, step, happenedOn }));
  }

  /** Resolves when all is written. */
  settled(): Promise<void> {
    return this.#last;
  }

  #advance(event: Extract<RunEvent, { kind: "step_progress" }>): void {
    const known = this.#steps.get(event.step);
    if (known === undefined) return;
    const { received, expected, calls } = event;
    known.row = { ...known.row, received, expected, calls };
    if (this.#world.clock.now() - known.writtenOn >= quietMs) this.#write(known.row);
  }

  #end(report: StepReport): void {
    const { step, status, ms } = report;
    const endedOn = this.#world.clock.now();
    const startedOn = this.#steps.get(step)?.row.startedOn ?? endedOn - ms;
    this.#write({ ...report, startedOn, endedOn });
    const text = endText(report);
    this.tell({ level: levels[status], code: report.code ?? `step_${status}`, text }, step);
  }

  #write(row: RunStepRow): void {
    const write = this.#steps.has(row.step) ? updateRunStep : writeRunStep;
    this.#steps.set(row.step, { row, writtenOn: this.#world.clock.now() });
    this.#queue((session) => write(session, this.#run.id, row));
  }

  /** What comes while something is written waits, and is written together: every transaction waits for the disk. */
  #queue(write: Write): void {
    this.#waiting.push(write);
    if (this.#waiting.length === 1) this.#last = this.#last.then(() => this.#flush());
  }

  /** What cannot be written is told in the log: the run itself is worth more than its record. */
  async #flush(): Promise<void> {
    const writes = this.#waiting;
    this.#waiting = [];
    const all = async (session: Session): Promise<void> => {
      for (const write of writes) await write(session);
    };
    try {
      await retried(() => this.#world.database.transaction(all));
    } catch (failure) {
      const reason = failure instanceof Failure ? failure.message : String(failure);
      this.#world.log.warn("what a run tells cannot be kept", { run: this.#run.id, reason });
    }
  }
}
