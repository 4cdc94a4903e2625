import { z } from "zod";
import type { EpochMs } from "../base/clock.ts";
import type { LogonUser } from "../microsoft/logon-user.ts";
import type { HeldMachine } from "./held.ts";
import type { StepContext } from "./step.ts";

const name = "logon_users";

const entrySchema = z.object({
  machine: z.string(),
  lastSeenOn: z.number().nullable(),
  askedOn: z.number(),
  records: z.array(z.record(z.string(), z.json())),
});

type Entry = z.infer<typeof entrySchema>;

/** Pieces are written this far apart at least: who is killed loses no more than so much. */
const everyMs = 5_000;

/** A piece that has grown so long is written before its time. */
const longest = 1_000_000;

const hourMs = 3_600_000;

/** Answers that an interrupted run paid for and could not apply. */
export class LogonCheckpoint {
  readonly #context: StepContext;
  readonly #earlier: ReadonlyMap<string, Entry>;
  /** As text: as records they would be many small things that live for seconds. */
  #unsaved: string[] = [];
  #length = 0;
  #savedOn: EpochMs;

  private constructor(context: StepContext, earlier: ReadonlyMap<string, Entry>) {
    this.#context = context;
    this.#earlier = earlier;
    this.#savedOn = context.clock.now();
  }

  static async open(context: StepContext): Promise<LogonCheckpoint> {
    const earlier = new Map<string, Entry>();
    for (const piece of await context.checkpoints.load(name)) {
      const entries = z.array(entrySchema).safeParse(piece);
      for (const entry of entries.data ?? []) earlier.set(entry.machine, entry);
    }
    return new LogonCheckpoint(context, earlier);
  }

  /** What was answered about this very report of the machine; `null` when it has to be asked for. */
  answer(machine: HeldMachine): readonly LogonUser[] | null {
    const entry = this.#entry(machine);
    return entry === null ? null : this.#context.tenant.logonUsersIn(entry.records);
  }

  #entry({ id, lastSeenOn }: HeldMachine): Entry | null {
    const entry = this.#earlier.get(id);
    const { clock, full } = this.#context;
    const oldestMs = full ? hourMs : 24 * hourMs;
    if (entry === undefined || entry.lastSeenOn !== lastSeenOn) return null;
    return clock.now() - entry.askedOn > oldestMs ? null : entry;
  }

  /** Keeps answers, now or with the next ones. */
  async add(machines: readonly Answered[]): Promise<void> {
    const askedOn = this.#context.clock.now();
    for (const { machine, logons } of machines) {
      if (this.#entry(machine) !== null) continue;
      const { id, lastSeenOn } = machine;
      const records = logons.map(({ raw }) => raw);
      const text = JSON.stringify({ machine: id, lastSeenOn, askedOn, records });
      this.#unsaved.push(text);
      this.#length += text.length;
    }
    if (this.#length >= longest || askedOn - this.#savedOn >= everyMs) await this.save();
  }

  async save(): Promise<void> {
    if (this.#unsaved.length === 0) return;
    const piece = `[${this.#unsaved.join(",")}]`;
    this.#unsaved = [];
    this.#length = 0;
    this.#savedOn = this.#context.clock.now();
    await this.#context.checkpoints.add(name, piece);
  }
}

interface Answered {
  readonly machine: HeldMachine;
  readonly logons: readonly LogonUser[];
}
