import { Failure } from "../base/failure.ts";
import { machineKey } from "../convert/keys.ts";
import { type MissingOn, missingUpdateShape } from "../convert/missing-update.ts";
import { rowConverter } from "../convert/row-converter.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import type { Page } from "../microsoft/page.ts";
import { stage, walk } from "./collections.ts";
import { packStep } from "./pack.ts";
import type { StepContext, StepOutcome } from "./step.ts";

const edge = relationshipTypes.machineIdentifiedMissingUpdate.type;
const emits = [entityTypes.missingUpdate.type, edge];

// So many failures in a row are no longer those of single machines: the rest is not asked.
const mostFailuresInARow = 10;

/** What one machine lacks. */
interface Answer {
  readonly machineId: string;
  readonly updates: readonly MissingOn[];
}

/** Machines in the order in which to ask them: those after the one that was asked last come first. */
function inTurn(context: StepContext): readonly string[] {
  const { held, memory } = context;
  const ids = [...held.machines.values()]
    .filter(({ onboarded, merged }) => onboarded && !merged)
    .map(({ id }) => id)
    .toSorted();
  const last = memory.missingUpdatesAfter ?? "";
  return [...ids.filter((id) => id > last), ...ids.filter((id) => id <= last)];
}

/** Asks machine by machine while the hour's calls last; a machine that does not answer keeps what it had. */
class Asking {
  readonly #context: StepContext;
  readonly unread: string[] = [];
  overBudget = 0;
  failure: Failure | null = null;
  #failuresInARow = 0;

  constructor(context: StepContext) {
    this.#context = context;
  }

  async *pages(machines: readonly string[]): AsyncGenerator<Page<Answer>> {
    for (const machineId of machines) {
      const updates = await this.#ask(machineId);
      if (updates === null) this.unread.push(machineId);
      else yield { items: [{ machineId, updates }], rejected: 0 };
    }
  }

  async #ask(machineId: string): Promise<readonly MissingOn[] | null> {
    const { memory, signal, tenant } = this.#context;
    if (this.#failuresInARow >= mostFailuresInARow) return null;
    if (tenant.callsLeft("missingUpdates") <= 0) {
      this.overBudget++;
      return null;
    }
    try {
      const updates = await tenant.optional.missingUpdates(machineId, signal);
      memory.missingUpdatesAfter = machineId;
      this.#failuresInARow = 0;
      return updates?.map((update) => ({ ...update, machineId })) ?? null;
    } catch (failure) {
      if (!(failure instanceof Failure) || failure.code === "permission_missing") throw failure;
      this.failure ??= failure;
      this.#failuresInARow++;
      return null;
    }
  }

  outcome(read: Pick<StepOutcome, "received" | "receipts">): StepOutcome {
    const loses = read.received === 0 && this.unread.length > 0 ? [] : emits;
    if (this.failure !== null) {
      const reason = `Some machines did not answer and keep what they had. ${this.failure.message}`;
      return { ...read, status: read.received > 0 ? "partial" : "failed", reason, loses };
    }
    if (this.overBudget > 0) {
      const reason = `${this.overBudget} machines keep what they had: this hour's calls are used up. The next run continues with them.`;
      return { ...read, status: "carried_over", reason, loses };
    }
    return { ...read, status: "complete", loses };
  }
}

/** Updates that machines lack: one call a machine, so only where it is asked for. */
export const missingUpdatesStep = packStep({
  id: "missing_updates",
  title: "Missing updates",
  permission: { api: "defender", role: "Software.Read.All" },
  absent: "updates that machines lack",
  dependsOn: ["machines"],
  emits,
  async read(context) {
    const asking = new Asking(context);
    const machines = inTurn(context);
    const convert = rowConverter(missingUpdateShape, (id) => context.held.machines.has(id));
    const receipt = await walk(context, {
      listing: {
        collection: "missing updates",
        key: ({ machineId }: Answer) => machineId,
        size: ({ updates }: Answer) => updates.length,
        pages: () => asking.pages(machines),
      },
      counter: { count: 0 },
      async take(answers) {
        await context.saveBudgets();
        await stage(context, convert(answers.flatMap(({ updates }) => updates)));
      },
    });
    const fromKeys = asking.unread.map(machineKey);
    const targetType = entityTypes.missingUpdate.type;
    await context.staging.keepFrom({ relationshipType: edge, fromKeys, targetType });
    return asking.outcome({ received: receipt.received, receipts: [receipt] });
  },
});
