import { Failure } from "../../base/failure.ts";
import { deleteInstance, listDeletions } from "../../store/delete-instance.ts";
import { mayClaim } from "../../store/run.ts";
import { listCancelled, listQueued, type QueuedRun } from "../../store/run-request.ts";
import { folderOfInstance, removeKept } from "../../sync/file-folder.ts";
import type { RunEvent } from "../../sync/report.ts";
import type { DeskParts } from "../desk-parts.ts";
import { Publisher } from "../publish/publisher.ts";
import { carryOut } from "./carry-out.ts";
import { queueDue, takeUpBrokenOff } from "./schedule-runs.ts";

/** How a worker works. */
export interface WorkerOptions {
  /** Runs at once; 2 when absent. */
  readonly runs?: number | undefined;
  /** Whether instances that are due are read, too; else only what waits is carried out. */
  readonly schedules?: boolean | undefined;
  /** Carries out only what reads nothing; everything when absent. */
  readonly only?: "compute" | undefined;
  /** After a run, history older than so many days goes; all is kept when absent. */
  readonly keepHistoryDays?: number | undefined;
  /** Hears what runs tell while they go. */
  readonly progress?: ((event: RunEvent) => void) | undefined;
}

/** Reads instances when they are due or somebody asks, and deletes what is to be deleted. */
export interface Worker {
  /** Works until it is stopped. */
  start(): void;
  /** Looks once at what there is to do and begins it. */
  turn(): Promise<void>;
  /** Puts runs that a crash or a stop broke off into the queue again. */
  takeUp(): Promise<void>;
  /** Resolves when nothing that was begun is under way. */
  idle(): Promise<void>;
  /** Breaks off what is under way: it is taken up again by the next worker. */
  stop(): Promise<void>;
}

const turnMs = 1_000;
/** How often is looked for runs whose process is gone. */
const turnsBetweenLooks = 30;
const usualRuns = 2;

interface Working {
  readonly instanceId: number;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

function cancelled(): Failure {
  const message = "A person cancelled the run. The graph is as it was before.";
  return new Failure(message, { code: "run_cancelled", retryable: false });
}

function stopping(): Failure {
  const message =
    "The server was stopped while the run was under way. The graph is as it was before; the run is taken up again when a server starts.";
  return new Failure(message, { code: "interrupted", retryable: true });
}

/** A worker over one database. */
export class DatabaseWorker implements Worker {
  readonly #parts: DeskParts;
  readonly #options: WorkerOptions;
  readonly #working = new Map<number, Working>();
  readonly #stopped = new AbortController();
  readonly #publisher: Publisher;
  #loop: Promise<void> | null = null;

  constructor(parts: DeskParts, options: WorkerOptions = {}) {
    this.#parts = parts;
    this.#options = options;
    this.#publisher = new Publisher(parts, this.#stopped.signal);
  }

  start(): void {
    this.#loop ??= this.#work();
  }

  async turn(): Promise<void> {
    const { database } = this.#parts;
    if (this.#options.schedules !== false) await queueDue(this.#parts);
    const cancelledRuns = await listCancelled(database);
    for (const id of cancelledRuns) this.#working.get(id)?.controller.abort(cancelled());
    await this.#deleteAsked();
    const { only } = this.#options;
    for (const queued of await listQueued(database))
      if (only === undefined || queued.cause === only) this.#begin(queued);
    if (only !== undefined) return;
    await this.#publisher.turn();
  }

  takeUp(): Promise<void> {
    return takeUpBrokenOff(this.#parts, (id) => this.#isBusy(id));
  }

  async idle(): Promise<void> {
    while (this.#working.size > 0)
      await Promise.all([...this.#working.values()].map(({ done }) => done));
    await this.#publisher.idle();
  }

  async stop(): Promise<void> {
    this.#stopped.abort(stopping());
    for (const { controller } of this.#working.values()) controller.abort(stopping());
    await this.idle();
    await this.#loop;
  }

  async #work(): Promise<void> {
    const { signal } = this.#stopped;
    const { clock } = this.#parts.world;
    for (let turns = 0; !signal.aborted; turns += 1) {
      if (turns % turnsBetweenLooks === 0) await this.#safely("take up runs", () => this.takeUp());
      await this.#safely("look for work", () => this.turn());
      await clock.sleep(turnMs, signal).catch(() => undefined);
    }
  }

  /** One thing that fails must not end the worker: it is told, and tried again. */
  async #safely(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.#stopped.signal.aborted) return;
      const { log } = this.#parts.world;
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof Failure) log.warn(`the worker cannot ${what}`, { reason });
      else log.error(`the worker made a mistake: ${what}`, { reason });
    }
  }

  async #deleteAsked(): Promise<void> {
    const { database, world } = this.#parts;
    for (const id of await listDeletions(database)) {
      // Whoever reads it is told to stop; it goes when they have.
      if (this.#isBusy(id) || !(await mayClaim(database, id))) continue;
      await deleteInstance(database, id).finally(() => database.release(id));
      const folder = world.keptFiles?.(database.name) ?? null;
      if (folder !== null) await removeKept(folderOfInstance(folder, id));
      world.log.info("an instance was deleted", { instance: id });
    }
  }

  #isBusy(instanceId: number): boolean {
    return [...this.#working.values()].some((one) => one.instanceId === instanceId);
  }

  #begin(queued: QueuedRun): void {
    const most = this.#options.runs ?? usualRuns;
    if (this.#stopped.signal.aborted || this.#working.size >= most) return;
    if (this.#isBusy(queued.instanceId) || this.#working.has(queued.id)) return;
    const controller = new AbortController();
    const { keepHistoryDays, progress = () => undefined } = this.#options;
    const how = { signal: controller.signal, keepHistoryDays, progress };
    const done = this.#safely("carry out a run", async () => {
      await carryOut(this.#parts, queued, how);
    }).finally(() => this.#working.delete(queued.id));
    this.#working.set(queued.id, { instanceId: queued.instanceId, controller, done });
  }
}
