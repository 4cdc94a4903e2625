import { z } from "zod";
import type { Json } from "../base/json.ts";
import type { BudgetState } from "../microsoft/budget.ts";
import { budgetNames } from "../microsoft/limits.ts";
import type { Database } from "../store/database.ts";
import type { Instance } from "../store/instance.ts";
import { recallState, rememberState } from "../store/state.ts";

const name = "call_budgets";

const stateSchema = z.partialRecord(
  z.enum(budgetNames),
  z.object({
    calls: z.array(z.tuple([z.number(), z.number()])),
    pausedUntil: z.number(),
    share: z.number(),
    narrowedUntil: z.number(),
  }),
);

/** What earlier runs spent of the call budgets within the hour; nothing where it cannot be read. */
export async function loadBudgets(
  database: Database,
  instance: Instance,
): Promise<BudgetState | undefined> {
  const parsed = stateSchema.safeParse(await recallState(database, instance.id, name));
  return parsed.success ? parsed.data : undefined;
}

/** Keeps what was spent, whatever became of the run: the calls were sent. */
export async function saveBudgets(
  database: Database,
  instance: Instance,
  state: BudgetState,
): Promise<void> {
  const value: Json = JSON.parse(JSON.stringify(state));
  await rememberState(database, { instanceId: instance.id, name, value });
}
