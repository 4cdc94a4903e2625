import { Failure } from "../base/failure.ts";
import type { Converted } from "../convert/converted.ts";
import type { SeenCve } from "../convert/finding.ts";
import { weaknessId } from "../convert/keys.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { vulnerabilityOf } from "../convert/vulnerability.ts";
import type { Vulnerability } from "../microsoft/vulnerability.ts";
import { stage, together, walk } from "./collections.ts";
import { isLasting } from "./lasting.ts";
import type { StepContext, StepOutcome } from "./step.ts";

/** The types of CVEs. */
export const cveTypes: readonly string[] = [
  entityTypes.vulnerability.type,
  entityTypes.cve.type,
  relationshipTypes.vulnerabilityIsCve.type,
];

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

/** Stages the CVEs of the rows, described where the catalogue could be read; gives back why it could not. */
export async function stageCves(
  context: StepContext,
  seen: Iterable<SeenCve>,
): Promise<Failure | null> {
  const cves = new Map<string, SeenCve>();
  for (const cve of seen) cves.set(cve.id, cve);
  if (cves.size === 0) return null;
  const failure = await describe(context, cves);
  if (failure !== null) await leaveDescribed(context, cves);
  for (const batch of inBatches(cves.values(), 2_000)) {
    await stage(context, together(batch.map((cve) => vulnerabilityOf(cve, undefined))));
  }
  return failure;
}

/** The end of a step that read all findings, whatever became of the catalogue. */
export function endWithCves(
  context: StepContext,
  failure: Failure | null,
  read: StepOutcome,
): StepOutcome {
  if (failure === null) return { ...read, loses: [...cveTypes, ...read.loses] };
  const text = `The catalogue of CVEs was not read, descriptions stay as they were. ${failure.message}`;
  if (!isLasting(failure)) return { ...read, status: "partial", reason: text };
  context.note("catalogue_unavailable", text);
  return read;
}
