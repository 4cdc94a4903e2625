import { Failure } from "../base/failure.ts";
import type { Complete } from "../base/complete.ts";
import type { EpochMs } from "../base/clock.ts";
import { FindingTally, talliedProperties } from "../convert/finding-tally.ts";
import { machineIdOf } from "../convert/keys.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { ChangeBook } from "./change-book.ts";
import { stage, walk } from "./collections.ts";
import { endWithCves, stageCves } from "./describe-cves.ts";
import { findingEdgeTypes, softwareTypes } from "./finding-types.ts";
import type { FindingsMemory } from "./findings-memory.ts";
import { changedFindings, type Patch, patchedTypes } from "./patch-findings.ts";
import { SoftwareBook } from "./software-book.ts";
import type { StepContext, StepOutcome } from "./step.ts";

// Changes come late now and then; those that came before change nothing.
const overlapMs = 6 * 3_600_000;

/** More changes than this are no less work than everything, and would not fit into memory. */
const mostChanges = 500_000;

/** The changes cannot be applied to what the graph holds: everything has to be read. */
function unfit(message: string): Failure {
  return new Failure(message, { code: "delta_unfit", retryable: false });
}

/** Changes since an earlier reading, and the proof that these are all. */
export interface ReadChanges extends Patch {
  readonly receipt: Complete;
  readonly book: SoftwareBook;
}

/** Reads what changed in the findings. Throws `Failure`. */
export async function readChanges(
  context: StepContext,
  since: EpochMs,
  isWanted: (changedOn: EpochMs) => boolean = () => true,
): Promise<ReadChanges> {
  const changes = new ChangeBook();
  let count = 0;
  const receipt = await walk(context, {
    listing: context.tenant.findingChanges(since - overlapMs),
    counter: { count: 0 },
    quiet: true,
    async take(items) {
      count += items.length;
      if (count > mostChanges) throw unfit(`More than ${mostChanges} findings changed.`);
      changes.add(items.filter(({ changedOn }) => isWanted(changedOn)));
    },
    async restart() {
      count = 0;
      changes.clear();
    },
  });
  const book = await softwareBook(context, changes);
  return { changes, receipt, book, software: context.sources.has("software") ? book : null };
}

async function softwareBook(context: StepContext, changes: ChangeBook): Promise<SoftwareBook> {
  const book = new SoftwareBook();
  if (!context.sources.has("software")) return book;
  for await (const known of context.previous([entityTypes.software.type])) {
    for (const software of known) book.add(software);
  }
  for (const { finding } of changes.all()) book.addNamed(finding);
  if (book.isAmbiguous) throw unfit("Two software have the same name.");
  return book;
}

/** Applies what changed since the last reading to the findings that the graph holds. Throws `Failure`. */
export async function applyChanges(
  context: StepContext,
  memory: FindingsMemory,
): Promise<StepOutcome> {
  const read = await readChanges(context, memory.since);
  const applied = await stagePatched(context, read);
  const failure = await stageCves(context, applied.tally.cves());
  await keepRest(context, applied);
  context.memory.findings = {
    ...memory,
    since: Math.max(memory.since, read.changes.latestOn ?? memory.since),
    snapshot: null,
    readOn: context.clock.now(),
    deltas: memory.deltas + 1,
    unlisted: [...new Set([...memory.unlisted, ...applied.unlisted])],
  };
  const software = read.software === null ? [] : softwareTypes;
  return endWithCves(context, failure, {
    status: "complete",
    way: "changes",
    received: read.receipt.received,
    receipts: [read.receipt],
    loses: [...findingEdgeTypes, ...software],
  });
}

interface Applied {
  readonly tally: FindingTally;
  /** Keys of machines whose edges are those of the graph. */
  readonly same: readonly string[];
  /** Machines that have findings and are not listed. */
  readonly unlisted: readonly string[];
}

/** Machines with findings in the graph, by what has to be done with them. */
interface Origins {
  /** Defender lists them, and no change tells of them. */
  readonly same: readonly string[];
  readonly others: readonly string[];
  /** No change tells of them, and Defender does not list them. */
  readonly unlisted: readonly string[];
}

async function originsOf(context: StepContext, read: ReadChanges): Promise<Origins> {
  const [same, others, unlisted]: [string[], string[], string[]] = [[], [], []];
  for (const key of await context.previousOrigins(patchedTypes(read))) {
    const isUntold = read.changes.of(key) === undefined;
    const isHeld = context.held.machines.has(machineIdOf(key));
    (isUntold && isHeld ? same : others).push(key);
    if (isUntold && !isHeld) unlisted.push(machineIdOf(key));
  }
  return { same, others, unlisted };
}

async function stagePatched(context: StepContext, read: ReadChanges): Promise<Applied> {
  const tally = new FindingTally(read.software);
  const { same, others, unlisted } = await originsOf(context, read);
  const strangers = [...unlisted];
  let machines = 0;
  for await (const { key, edges, isHeld } of changedFindings(context, read)) {
    if (!isHeld) {
      if (edges.length > 0) strangers.push(machineIdOf(key));
      continue;
    }
    tally.add(edges);
    await stage(context, { entities: [], relationships: edges });
    context.progress(++machines);
  }
  // Of all others it is enough to know what they say together.
  const said = { types: patchedTypes(read), names: talliedProperties, butFrom: others };
  for await (const sayings of context.previousSayings(said)) tally.add(sayings);
  context.progress(machines + same.length);
  await stageSoftware(context, read, tally);
  return { tally, same, unlisted: strangers };
}

async function stageSoftware(
  context: StepContext,
  { book, software }: ReadChanges,
  tally: FindingTally,
): Promise<void> {
  if (software === null) return;
  const entities = [...tally.installed()].flatMap((key) => book.get(key) ?? []);
  await stage(context, { entities, relationships: tally.weakSoftware() });
}

/** The last thing that is done: what is kept cannot be given up again. */
async function keepRest({ staging }: StepContext, { same }: Applied): Promise<void> {
  const { machineIdentifiedVulnerability, machineInstalledSoftware } = relationshipTypes;
  for (const { type } of [machineIdentifiedVulnerability, machineInstalledSoftware]) {
    await staging.keepFrom({ relationshipType: type, fromKeys: same, targetType: null });
  }
}
