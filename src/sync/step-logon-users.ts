import type { Complete } from "../base/complete.ts";
import { Failure } from "../base/failure.ts";
import { LogonConverter } from "../convert/logon-converter.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import type { LogonUser } from "../microsoft/logon-user.ts";
import type { Page } from "../microsoft/page.ts";
import { stage, together, walk } from "./collections.ts";
import type { HeldMachine } from "./held.ts";
import { huntLogons } from "./hunt-logons.ts";
import { LogonCheckpoint } from "./logon-checkpoint.ts";
import { planLogons } from "./logon-queue.ts";
import type { Step, StepContext, StepOutcome } from "./step.ts";
import { skipped } from "./step-results.ts";

const edge = relationshipTypes.machineHasLogonUser.type;
const emits = [entityTypes.logonUser.type, edge];

// Calls under way at once; the budget, not this, bounds the rate.
const atOnce = 16;

// So many failures in a row are no longer those of single machines: the rest is not asked.
const mostFailuresInARow = 10;

// So many 404s and no other answer are no longer those of single machines.
const manyUnknown = 10;

// Machines whose answers are staged together.
const pageSize = 50;

/** The answer of one machine. */
interface MachineLogons {
  readonly machine: HeldMachine;
  readonly logons: readonly LogonUser[];
}

/** What came of asking machine by machine. */
class Asking {
  readonly #context: StepContext;
  readonly #checkpoint: LogonCheckpoint;
  /** Machines that did not answer, or were not asked: they keep what they had. */
  readonly unread: string[] = [];
  overBudget = 0;
  failed = 0;
  /** Answers that an interrupted run left. */
  resumed = 0;
  /** Answers 404. */
  unknown = 0;
  firstFailure: Failure | null = null;
  #failuresInARow = 0;

  constructor(context: StepContext, checkpoint: LogonCheckpoint) {
    this.#context = context;
    this.#checkpoint = checkpoint;
  }

  /** Asks machines, some at once. Ends after all were asked or counted as unread. */
  async *pages(machines: readonly HeldMachine[]): AsyncIterable<Page<MachineLogons>> {
    const underWay: Promise<MachineLogons | null>[] = [];
    let items: MachineLogons[] = [];
    const settle = async (): Promise<void> => {
      const answer = await underWay.shift();
      if (answer !== undefined && answer !== null) items.push(answer);
    };
    for (const machine of machines) {
      const answer = this.#ask(machine);
      // Met when its turn comes; it must not count as unhandled until then.
      answer.catch(() => undefined);
      underWay.push(answer);
      if (underWay.length >= atOnce) await settle();
      if (items.length < pageSize) continue;
      yield { items, rejected: 0 };
      items = [];
    }
    while (underWay.length > 0) await settle();
    if (items.length > 0) yield { items, rejected: 0 };
  }

  async #ask(machine: HeldMachine): Promise<MachineLogons | null> {
    const { tenant, signal } = this.#context;
    const kept = this.#checkpoint.answer(machine);
    if (kept !== null) {
      this.resumed++;
      return { machine, logons: kept };
    }
    if (this.#failuresInARow >= mostFailuresInARow) {
      this.failed++;
      this.unread.push(machine.id);
      return null;
    }
    if (tenant.callsLeft("logonUsers") <= 0) {
      this.overBudget++;
      this.unread.push(machine.id);
      return null;
    }
    try {
      const logons = await tenant.logonUsers(machine.id, signal);
      this.#failuresInARow = 0;
      if (logons !== null) return { machine, logons };
      // Defender answers 404 now and then for machines that it has: no reason to forget what it said before.
      this.unknown++;
      this.#unanswered(machine);
      return null;
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      // A lost permission strikes every machine alike: no use in asking on.
      if (failure.code === "permission_missing") throw failure;
      this.failed++;
      this.#failuresInARow++;
      this.firstFailure ??= failure;
      this.#unanswered(machine);
      return null;
    }
  }

  #unanswered({ id }: HeldMachine): void {
    const { memory, clock } = this.#context;
    memory.logonAskedOn.set(id, clock.now());
    this.unread.push(id);
  }

  #inHours(): string {
    const hours = Math.ceil(this.overBudget / this.#context.tenant.callsAnHour("logonUsers"));
    return hours <= 1 ? "within the next hour" : `in about ${hours} hours`;
  }

  /** The end of the step: what is missing, in words. */
  outcome(read: Read): StepOutcome {
    // Where no machine answered there is nothing to lose by, and nothing to doubt.
    const loses = read.received === 0 && this.failed + this.unknown > 0 ? [] : emits;
    if (this.failed > 0) {
      const reason = `${this.failed} machines keep their earlier logon users, since they did not answer or were not asked any more. ${this.firstFailure?.message ?? ""}`;
      const status = read.received > 0 ? "partial" : "failed";
      return { ...read, status, reason, loses, isProven: true };
    }
    if (this.overBudget > 0) {
      const reason = `${this.overBudget} machines keep their earlier logon users: this hour's calls are used up. The next run continues with them; run every hour, all are read ${this.#inHours()}.`;
      return { ...read, status: "carried_over", reason, loses };
    }
    if (this.unknown >= manyUnknown && read.received === 0) {
      const reason = `Defender has no logon data for any of the ${this.unknown} machines asked for (404); what was known of them stays.`;
      return { ...read, status: "failed", reason, loses };
    }
    return { ...read, status: "complete", loses };
  }
}

type Read = Pick<StepOutcome, "received" | "receipts"> & { readonly expected: number };

function remember({ memory, clock }: StepContext, machine: HeldMachine): void {
  memory.logonReads.set(machine.id, machine.lastSeenOn);
  memory.logonAskedOn.set(machine.id, clock.now());
}

interface Reading {
  readonly asking: Asking;
  readonly checkpoint: LogonCheckpoint;
  readonly machines: readonly HeldMachine[];
}

async function readLogons(
  context: StepContext,
  { asking, checkpoint, machines }: Reading,
): Promise<Complete> {
  const converter = new LogonConverter();
  try {
    return await walk(context, {
      listing: {
        collection: "logon users",
        key: ({ machine }: MachineLogons) => machine.id,
        pages: () => asking.pages(machines),
      },
      counter: { count: 0 },
      expected: machines.length,
      async take(answers) {
        for (const { machine } of answers) remember(context, machine);
        await context.saveBudgets();
        await checkpoint.add(answers);
        const made = answers.map(({ machine, logons }) => converter.take(logons, machine));
        await stage(context, together(made));
      },
    });
  } finally {
    // Also when the run is being interrupted: these calls were paid for.
    if (context.signal.aborted) await checkpoint.save();
  }
}

/** Who logs on to which machine: one call a machine, so only where the machine has reported since its last reading. */
export const logonUsersStep: Step = {
  id: "logon_users",
  title: "Logon users",
  source: "logon_users",
  dependsOn: ["machines"],
  emits,
  async run(context) {
    if (
      context.held.machines.size === 0 &&
      context.outcomes.get("machines")?.status !== "complete"
    ) {
      return skipped("No machines were read, so none could be asked for.");
    }
    const hunted = await huntLogons(context);
    if (hunted !== null) return hunted;
    const plan = planLogons(context.held, context.memory, context.full);
    if (plan.read.length === 0 && context.outcomes.get("machines")?.status !== "complete") {
      return skipped("Machines were not read to the end, so nothing tells who reported since.");
    }
    const checkpoint = await LogonCheckpoint.open(context);
    const asking = new Asking(context, checkpoint);
    const expected = plan.read.length;
    const receipt = await readLogons(context, { asking, checkpoint, machines: plan.read });
    if (asking.unknown > 0) {
      const text = `Defender had no logon data for ${asking.unknown} machines (404); what was known of them stays.`;
      context.note("logons_unknown", text, asking.unknown);
    }
    if (asking.resumed > 0) {
      const text = `The logon users of ${asking.resumed} machines were there already from a run that was interrupted.`;
      context.note("logons_resumed", text, asking.resumed);
    }
    const fromKeys = [...plan.unchanged, ...asking.unread].map(
      (id) => `${entityTypes.machine.type}:${id}`,
    );
    const targetType = entityTypes.logonUser.type;
    await context.staging.keepFrom({ relationshipType: edge, fromKeys, targetType });
    return asking.outcome({ received: receipt.received, expected, receipts: [receipt] });
  },
};
