import { readAll } from "../microsoft/page.ts";
import type { Memory } from "./memory.ts";
import type { DataSource } from "./source.ts";
import type { Step, StepContext, StepOutcome } from "./step.ts";

/** The types that a step brings for any of these sources. */
function typesFor(step: Step, sources: ReadonlySet<DataSource>): readonly string[] {
  if (step.source !== null && sources.has(step.source)) return step.emits;
  const parts = step.parts ?? [];
  return parts.filter(({ source }) => sources.has(source)).flatMap(({ emits }) => emits);
}

/**
 * A step of a run that reads nothing and forgets what some sources brought: their collections are empty by a person's
 * word. The rest stays, and what is computed is computed anew.
 */
export async function forgetting(
  step: Step,
  context: StepContext,
  sources: ReadonlySet<DataSource>,
): Promise<StepOutcome> {
  if (step.computedFrom !== undefined) return step.run(context);
  if (sources.size === 0) return computing(context);
  const loses = typesFor(step, sources);
  if (loses.length === 0) {
    const reason = "Nothing is read while a data source is forgotten; what is there stays.";
    return { status: "skipped", reason, isProven: true, received: 0, receipts: [], loses };
  }
  const none = { collection: step.title, key: null, async *pages() {} };
  const receipt = await readAll(none, () => {});
  return { status: "complete", isProven: true, received: 0, receipts: [receipt], loses };
}

/**
 * A step of a run that only computes. What an earlier run proved still is; what people said was read to its end, and that is
 * by what computed objects may go.
 */
async function computing({ people }: StepContext): Promise<StepOutcome> {
  const said = {
    collection: "what people said of accounts",
    key: null,
    async *pages() {
      yield { items: [...people.settings.links], rejected: 0 };
    },
  };
  const receipt = await readAll(said, () => {});
  const reason =
    "Nothing is read to compute what follows from a person's word; what is there stays.";
  return { status: "skipped", reason, isProven: true, received: 0, receipts: [receipt], loses: [] };
}

/** What earlier runs read of these sources is not there any more. */
export function forgetMemory(memory: Memory, sources: ReadonlySet<DataSource>): void {
  if (sources.has("software")) memory.findings = null;
  if (sources.has("vulnerabilities")) memory.findingSource = null;
  if (sources.has("users")) memory.users = null;
  // Members go with users.
  if (sources.has("users") || sources.has("groups")) memory.groups = null;
  if (!sources.has("logon_users")) return;
  memory.logonReads.clear();
  memory.logonAskedOn.clear();
}
