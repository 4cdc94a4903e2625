import type { Complete } from "../base/complete.ts";
import { Failure } from "../base/failure.ts";
import type { FindingSnapshot } from "../microsoft/finding-export.ts";
import { fewMachines, isPoor } from "../microsoft/findings.ts";
import { cveTypes, endWithCves, stageCves } from "./describe-cves.ts";
import { findingEdgeTypes, softwareTypes } from "./finding-types.ts";
import { applyChanges } from "./findings-changes.ts";
import type { FindingsMemory } from "./findings-memory.ts";
import { gatherHere } from "./gather-here.ts";
import { gatherMilled } from "./gather-milled.ts";
import type { Gathered, Gathering } from "./gathering.ts";
import { isCommon } from "./other-way.ts";
import { reconcile } from "./reconcile.ts";
import type { Step, StepContext, StepOutcome } from "./step.ts";
import { completed } from "./step-results.ts";

/** Findings with their evidence, the CVEs behind them and the software that brings them. */
export const vulnerabilitiesStep: Step = {
  id: "vulnerabilities",
  title: "Vulnerabilities",
  source: "vulnerabilities",
  parts: [{ source: "software", emits: softwareTypes }],
  dependsOn: ["machines"],
  emits: [...cveTypes, ...softwareTypes, ...findingEdgeTypes],
  async run(context) {
    const { findings } = context.memory;
    const changed = isFit(context, findings) ? await tryChanges(context, findings) : null;
    return changed ?? readEverything(context);
  },
};

// The provider tells changes of the last 14 days; a run may take a while.
const oldestMs = 13 * 86_400_000;

/** Whether changes alone lead from what the graph holds to what is. */
function isFit(context: StepContext, memory: FindingsMemory | null): memory is FindingsMemory {
  if (memory === null || context.full) return false;
  const now = context.clock.now();
  const isDue = now - memory.fullOn >= context.fullEveryMs;
  const isOld = now - memory.readOn >= oldestMs;
  const isUsable = !isDue && !isOld && memory.software === context.sources.has("software");
  return isUsable && !isAnyListed(context, memory);
}

/** Whether machines whose findings were left out are listed now: no change will ever tell those findings. */
function isAnyListed(context: StepContext, { unlisted }: FindingsMemory): boolean {
  const listed = unlisted.filter((id) => context.held.machines.has(id)).length;
  if (listed === 0) return false;
  const text = `${listed} machines are listed that were not when their findings were read, so everything was read.`;
  context.note("findings_relisted", text, listed);
  return true;
}

/** `null` when everything has to be read after all. */
async function tryChanges(
  context: StepContext,
  memory: FindingsMemory,
): Promise<StepOutcome | null> {
  try {
    return await applyChanges(context, memory);
  } catch (failure) {
    if (!(failure instanceof Failure) || isCommon(failure)) throw failure;
    await context.staging.discard(vulnerabilitiesStep.emits);
    const text = `What changed in the findings could not be used, so everything was to be read. ${failure.message}`;
    context.note("delta_unused", text);
    return null;
  }
}

/** In a thread of its own where there are so many machines that starting it pays. */
function gather(context: StepContext): Gathering {
  const types = [...softwareTypes, ...findingEdgeTypes];
  const few = context.inOneThread === true || context.held.machines.size < fewMachines;
  return few ? gatherHere(context, types) : gatherMilled(context, types);
}

async function readEverything(context: StepContext): Promise<StepOutcome> {
  const snapshot = await askSnapshot(context);
  const before = context.memory.findings;
  if (snapshot !== null && isShown(context, snapshot)) return unchanged(context);
  // Should it break off in the middle, nobody could tell of an edge how much of its evidence is there.
  context.memory.findings = null;
  const gathering = gather(context);
  try {
    return await readWith(context, { gathering, snapshot, before });
  } finally {
    await gathering.close();
  }
}

/** When the export was generated tells from when on changes count; without it, everything is read next time, too. */
async function askSnapshot(context: StepContext): Promise<FindingSnapshot | null> {
  if (context.held.machines.size === 0) return null;
  try {
    return await context.tenant.findingSnapshot(context.signal);
  } catch (failure) {
    context.signal.throwIfAborted();
    if (failure instanceof Failure) return null;
    throw failure;
  }
}

function isShown(context: StepContext, { generatedTime }: FindingSnapshot): boolean {
  const memory = context.memory.findings;
  if (memory === null || context.full || generatedTime !== memory.snapshot) return false;
  const isListed = memory.unlisted.some((id) => context.held.machines.has(id));
  return !isListed && memory.software === context.sources.has("software");
}

/** The graph shows this very snapshot already. */
function unchanged(context: StepContext): StepOutcome {
  const { findings } = context.memory;
  const now = context.clock.now();
  if (findings !== null) context.memory.findings = { ...findings, fullOn: now, readOn: now };
  const text = "Defender has not generated its export anew since it was read; what is there stays.";
  context.note("findings_unchanged", text);
  return { status: "complete", way: "unchanged", received: 0, receipts: [], loses: [] };
}

interface FullReading {
  readonly gathering: Gathering;
  readonly snapshot: FindingSnapshot | null;
  readonly before: FindingsMemory | null;
}

async function readWith(context: StepContext, reading: FullReading): Promise<StepOutcome> {
  const { gathering } = reading;
  let receipt: Complete;
  try {
    receipt = await readFindings(context, reading);
  } catch (failure) {
    // What was read is good: its edges need the CVEs that they lead to.
    if (failure instanceof Failure) await stageCves(context, (await gathering.gathered()).cves);
    throw failure;
  }
  const poor = isPoor(gathering.source());
  const gathered = await gathering.gathered();
  noteSource(context, poor);
  noteDangling(context, gathered);
  noteResumed(context);
  if (!poor) await rememberFull(context, reading, gathered);
  const failure = await stageCves(context, gathered.cves);
  const software = context.sources.has("software") && !poor ? softwareTypes : [];
  const read = completed([receipt], [...findingEdgeTypes, ...software], receipt.received);
  return endWithCves(context, failure, read);
}

/** Reads all findings, from the best source that answers. */
function readFindings(
  context: StepContext,
  { gathering, snapshot }: FullReading,
): Promise<Complete> {
  const machineIds = [...context.held.machines.keys()];
  return gathering.read({
    machineCount: machineIds.length,
    machineIds,
    snapshot,
    keeper: context.files ?? null,
    // Once the export was read, a poorer source would take evidence away that is still true: better to keep what is there.
    poorToo: context.memory.findingSource !== "rich",
  });
}

async function rememberFull(
  context: StepContext,
  { snapshot, before }: FullReading,
  { unlisted }: Gathered,
): Promise<void> {
  const generatedTime = snapshot?.generatedTime ?? "";
  const since = Date.parse(generatedTime);
  if (Number.isNaN(since)) return;
  if (before !== null && before.deltas > 0 && isComparable(context, before))
    await reconcile(context, before, since);
  const now = context.clock.now();
  context.memory.findings = {
    since,
    snapshot: generatedTime,
    fullOn: now,
    readOn: now,
    deltas: 0,
    software: context.sources.has("software"),
    unlisted: [...unlisted],
  };
}

function isComparable(context: StepContext, before: FindingsMemory): boolean {
  const isListed = before.unlisted.some((id) => context.held.machines.has(id));
  const isOld = context.clock.now() - before.readOn >= oldestMs;
  return !isListed && !isOld && before.software === context.sources.has("software");
}

/** Tells what a poor source leaves out, and remembers which kind was read. */
function noteSource(context: StepContext, poor: boolean): void {
  context.memory.findingSource = poor ? "poor" : "rich";
  if (!poor) return;
  const text =
    "The vulnerability export was not available; findings came from a slower source that tells no software without weaknesses, no paths and no times.";
  context.note("findings_poor", text);
}

function noteResumed(context: StepContext): void {
  const resumed = context.files?.resumed ?? 0;
  if (resumed === 0) return;
  const text = `${resumed} files of the vulnerability export had been downloaded by a run that was interrupted, and were not downloaded again.`;
  context.note("files_resumed", text, resumed);
}

function noteDangling(context: StepContext, { dangling }: Gathered): void {
  if (dangling === 0) return;
  const text = `${dangling} rows of the vulnerability export name machines that Defender does not list; they were left out.`;
  context.note("rows_without_machine", text, dangling);
}
