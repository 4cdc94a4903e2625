import type { Complete } from "../base/complete.ts";
import { Failure } from "../base/failure.ts";
import type { Converted } from "../convert/converted.ts";
import { type FindingConverter, findingConverter, type SeenCve } from "../convert/finding.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { vulnerabilityOf } from "../convert/vulnerability.ts";
import { type FindingSource, isPoor } from "../microsoft/findings.ts";
import type { Vulnerability } from "../microsoft/vulnerability.ts";
import { stage, together, walk } from "./collections.ts";
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

/** Leaves the software out of what rows say, when its data source is off. */
function wanted(context: StepContext, made: Converted): Converted {
  if (context.sources.has("software")) return made;
  const software = new Set<string>(softwareTypes);
  return {
    entities: made.entities.filter((entity) => !software.has(entity.type)),
    relationships: made.relationships.filter((edge) => !software.has(edge.type)),
  };
}

/** What came of the rows so far; begun anew when their source has to be read again. */
interface Gathering {
  converter: FindingConverter;
  source: FindingSource;
}

function gather(context: StepContext): Gathering {
  const holdsMachine = (id: string): boolean => context.held.machines.has(id);
  return { converter: findingConverter({ holdsMachine }), source: "files" };
}

async function readFindings(context: StepContext, gathering: Gathering): Promise<Complete> {
  const machineIds = [...context.held.machines.keys()];
  // Once the export was read, a poorer source would take evidence away that is still true: better to keep what is there.
  const poorToo = context.memory.findingSource !== "rich";
  const onSource = (name: FindingSource): void => {
    gathering.source = name;
  };
  const scope = { machineCount: machineIds.length, machineIds, poorToo, onSource };
  return walk(context, {
    listing: context.tenant.findings(scope),
    counter: { count: 0 },
    take: (findings) => stage(context, wanted(context, gathering.converter.take(findings))),
    async restart() {
      await context.staging.discard([...softwareTypes, ...edgeTypes]);
      gathering.converter = gather(context).converter;
    },
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
      const cve = cves.get(described.id);
      if (cve === undefined) continue;
      cves.delete(described.id);
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

function noteDangling(context: StepContext, converter: FindingConverter): void {
  const { dangling } = converter.counts();
  if (dangling === 0) return;
  const text = `${dangling} rows of the vulnerability export name machines that Defender does not list; they were left out.`;
  context.note("rows_without_machine", text, dangling);
}

/** Stages the CVEs of the rows, described where the catalogue could be read; gives back why it could not. */
async function stageCves(
  context: StepContext,
  converter: FindingConverter,
): Promise<Failure | null> {
  const cves = new Map<string, SeenCve>();
  for (const cve of converter.cves()) cves.set(cve.id, cve);
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
    let receipt: Complete;
    try {
      receipt = await readFindings(context, gathering);
    } catch (failure) {
      // What was read is good: its edges need the CVEs that they lead to.
      await stageCves(context, gathering.converter);
      throw failure;
    }
    const poor = isPoor(gathering.source);
    noteSource(context, poor);
    noteDangling(context, gathering.converter);
    const failure = await stageCves(context, gathering.converter);
    const software = context.sources.has("software") && !poor ? softwareTypes : [];
    if (failure === null) {
      return completed([receipt], [...cveTypes, ...edgeTypes, ...software], receipt.received);
    }
    return withoutCatalogue(context, failure, {
      received: receipt.received,
      receipts: [receipt],
      loses: [...edgeTypes, ...software],
    });
  },
};

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
