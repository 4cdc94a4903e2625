import type { Complete } from "../base/complete.ts";
import { Failure } from "../base/failure.ts";
import type { Converted } from "../convert/converted.ts";
import type { SeenCve } from "../convert/finding.ts";
import { weaknessId } from "../convert/keys.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { vulnerabilityOf } from "../convert/vulnerability.ts";
import { fewMachines, isPoor } from "../microsoft/findings.ts";
import type { Vulnerability } from "../microsoft/vulnerability.ts";
import { stage, together, walk } from "./collections.ts";
import { gatherHere } from "./gather-here.ts";
import { gatherMilled } from "./gather-milled.ts";
import type { Gathered, Gathering } from "./gathering.ts";
import { isLasting } from "./lasting.ts";
import type { Step, StepContext, StepOutcome } from "./step.ts";
import { completed } from "./step-results.ts";

const cveTypes = [
  entityTypes.vulnerability.type,
  entityTypes.cve.type,
  relationshipTypes.vulnerabilityIsCve.type,
];
const softwareTypes = [
  entityTypes.software.type,
  relationshipTypes.machineInstalledSoftware.type,
  relationshipTypes.softwareHasVulnerability.type,
];
const edgeTypes = [relationshipTypes.machineIdentifiedVulnerability.type];

/** In a thread of its own where there are so many machines that starting it pays. */
function gather(context: StepContext): Gathering {
  const types = [...softwareTypes, ...edgeTypes];
  const few = context.inOneThread === true || context.held.machines.size < fewMachines;
  return few ? gatherHere(context, types) : gatherMilled(context, types);
}

/** Reads all findings, from the best source that answers. */
function readFindings(context: StepContext, gathering: Gathering): Promise<Complete> {
  const machineIds = [...context.held.machines.keys()];
  return gathering.read({
    machineCount: machineIds.length,
    machineIds,
    // Once the export was read, a poorer source would take evidence away that is still true: better to keep what is there.
    poorToo: context.memory.findingSource !== "rich",
  });
}

/** Tells what a poor source leaves out, and remembers which kind was read. */
function noteSource(context: StepContext, poor: boolean): void {
  context.memory.findingSource = poor ? "poor" : "rich";
  if (!poor) return;
  const text =
    "The vulnerability export was not available; findings came from a slower source that tells no software without weaknesses, no paths and no times.";
  context.note("findings_poor", text);
}

const catalogueEmpty = new Failure("It came back empty although machines have findings.", {
  code: "catalogue_empty",
  retryable: true,
});

/** Describes the CVEs that were found from the catalogue. Gives back why, when the catalogue could not be read. */
async function describe(context: StepContext, cves: Map<string, SeenCve>): Promise<Failure | null> {
  const take = async (catalogue: readonly Vulnerability[]): Promise<void> => {
    const made: Converted[] = [];
    for (const described of catalogue) {
      const id = weaknessId(described.id);
      const cve = cves.get(id);
      if (cve === undefined) continue;
      cves.delete(id);
      made.push(vulnerabilityOf(cve, described));
    }
    await stage(context, together(made));
  };
  try {
    const listing = context.tenant.catalogue();
    const { received } = await walk(context, { listing, counter: { count: 0 }, quiet: true, take });
    return received > 0 ? null : catalogueEmpty;
  } catch (failure) {
    if (failure instanceof Failure) return failure;
    throw failure;
  }
}

/** Without the catalogue, CVEs that the graph already describes stay as they are. */
async function leaveDescribed(context: StepContext, cves: Map<string, SeenCve>): Promise<void> {
  for await (const entities of context.previous([entityTypes.vulnerability.type])) {
    for (const { properties } of entities) {
      const id = properties["id"];
      if (typeof id === "string") cves.delete(id);
    }
  }
}

function* inBatches<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let batch: Item[] = [];
  for (const item of items) {
    if (batch.push(item) < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function noteDangling(context: StepContext, { dangling }: Gathered): void {
  if (dangling === 0) return;
  const text = `${dangling} rows of the vulnerability export name machines that Defender does not list; they were left out.`;
  context.note("rows_without_machine", text, dangling);
}

/** Stages the CVEs of the rows, described where the catalogue could be read; gives back why it could not. */
async function stageCves(context: StepContext, gathered: Gathered): Promise<Failure | null> {
  const cves = new Map<string, SeenCve>();
  for (const cve of gathered.cves) cves.set(cve.id, cve);
  if (cves.size === 0) return null;
  const failure = await describe(context, cves);
  if (failure !== null) await leaveDescribed(context, cves);
  for (const batch of inBatches(cves.values(), 2_000)) {
    await stage(context, together(batch.map((cve) => vulnerabilityOf(cve, undefined))));
  }
  return failure;
}

/** Findings with their evidence, the CVEs behind them and the software that brings them. */
export const vulnerabilitiesStep: Step = {
  id: "vulnerabilities",
  title: "Vulnerabilities",
  source: "vulnerabilities",
  dependsOn: ["machines"],
  emits: [...cveTypes, ...softwareTypes, ...edgeTypes],
  async run(context) {
    const gathering = gather(context);
    try {
      return await runWith(context, gathering);
    } finally {
      await gathering.close();
    }
  },
};

async function runWith(context: StepContext, gathering: Gathering): Promise<StepOutcome> {
  let receipt: Complete;
  try {
    receipt = await readFindings(context, gathering);
  } catch (failure) {
    // What was read is good: its edges need the CVEs that they lead to.
    if (failure instanceof Failure) await stageCves(context, await gathering.gathered());
    throw failure;
  }
  const poor = isPoor(gathering.source());
  const gathered = await gathering.gathered();
  noteSource(context, poor);
  noteDangling(context, gathered);
  const failure = await stageCves(context, gathered);
  const software = context.sources.has("software") && !poor ? softwareTypes : [];
  if (failure === null) {
    return completed([receipt], [...cveTypes, ...edgeTypes, ...software], receipt.received);
  }
  return withoutCatalogue(context, failure, {
    received: receipt.received,
    receipts: [receipt],
    loses: [...edgeTypes, ...software],
  });
}

function withoutCatalogue(
  context: StepContext,
  failure: Failure,
  read: Pick<StepOutcome, "received" | "receipts" | "loses">,
): StepOutcome {
  const text = `The catalogue of CVEs was not read, descriptions stay as they were. ${failure.message}`;
  if (!isLasting(failure)) return { ...read, status: "partial", reason: text };
  context.note("catalogue_unavailable", text);
  return { ...read, status: "complete" };
}
