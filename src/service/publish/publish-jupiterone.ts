import type { EpochMs } from "../../base/clock.ts";
import { Failure } from "../../base/failure.ts";
import type { Job } from "../../publish/job.ts";
import type { JupiterOne } from "../../publish/jupiterone-api.ts";
import { publish, type Resumed, type Scope } from "../../publish/publish.ts";
import { exportGraph } from "../../store/export.ts";
import { listInstances } from "../../store/instance.ts";
import {
  beginPublication,
  endPublication,
  lastPublication,
  lastRunReport,
  notePublication,
} from "../../store/publications.ts";
import type { DeskParts } from "../desk-parts.ts";
import { partialTypesOf } from "./partial-types.ts";

/** What to publish, and where to. */
export interface PublishInput extends JupiterOne {
  /** Whose graph; the only one there is when absent. */
  readonly instanceId?: number | undefined;
  readonly scope: Scope;
  /** Most bytes of JSON in a request. */
  readonly batchBytes?: number | undefined;
  progress(objects: number): void;
  /** Told after each batch, before the next: who else would publish sees that somebody does. */
  holding?(): Promise<void>;
}

/** What came of it. */
export interface PublishReport {
  readonly publication: number;
  readonly instance: number;
  readonly job: string;
  readonly status: string;
  readonly resumed: boolean;
  /** Entities and relationships that JupiterOne took. */
  readonly objects: number;
  /** Types whose absence deletes nothing there, since not all of them were read. */
  readonly partialTypes: readonly string[];
  readonly entities: Counts;
  readonly relationships: Counts;
  readonly ms: number;
}

interface Counts {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly errors: number;
}

/** A try that is older begins anew, with the graph of now. */
const goesOnFor = 2 * 3_600_000;

/** What of a publication is known before it begins. */
interface Begun {
  readonly id: number;
  readonly instanceId: number;
  readonly asOf: EpochMs;
  readonly resumed: Resumed | null;
  readonly partialTypes: readonly string[];
}

/** Publishes an instance's graph to JupiterOne; one that broke off within the last two hours goes on where it was. */
export async function publishToJupiterOne(
  parts: DeskParts,
  input: PublishInput,
  signal: AbortSignal,
): Promise<PublishReport> {
  const startedOn = parts.world.clock.now();
  const begun = await begin(parts, input, startedOn);
  try {
    const report = await run(parts, { input, signal, begun, startedOn });
    await end(parts, begun.id, { state: "finished", report: JSON.stringify(report) });
    return report;
  } catch (error) {
    const goesOn = signal.aborted || (error instanceof Failure && error.retryable);
    const reason = error instanceof Error ? error.message : String(error);
    await end(parts, begun.id, { state: goesOn ? "interrupted" : "failed", report: reason });
    throw error;
  }
}

interface Running {
  readonly input: PublishInput;
  readonly signal: AbortSignal;
  readonly begun: Begun;
  readonly startedOn: EpochMs;
}

async function run(
  { database, world }: DeskParts,
  { input, signal, begun, startedOn }: Running,
): Promise<PublishReport> {
  const { asOf, instanceId, resumed, partialTypes } = begun;
  let objects = 0;
  const job = await publish({
    ...input,
    ...world,
    signal,
    resumed,
    partialTypes,
    graph: exportGraph(database, { asOf, instanceId }, signal),
    async progress(now) {
      objects = now.objects;
      await notePublication(database, begun.id, now);
      await input.holding?.();
      input.progress(objects);
    },
  });
  const ms = world.clock.now() - startedOn;
  return {
    publication: begun.id,
    instance: instanceId,
    resumed: resumed?.jobId === job.id,
    objects,
    partialTypes,
    ...told(job),
    ms,
  };
}

function told(job: Job): Pick<PublishReport, "job" | "status" | "entities" | "relationships"> {
  return {
    job: job.id,
    status: job.status,
    entities: {
      created: job.numEntitiesCreated,
      updated: job.numEntitiesUpdated,
      deleted: job.numEntitiesDeleted,
      errors: job.numEntityCreateErrors,
    },
    relationships: {
      created: job.numRelationshipsCreated,
      updated: job.numRelationshipsUpdated,
      deleted: job.numRelationshipsDeleted,
      errors: job.numRelationshipCreateErrors,
    },
  };
}

async function end(
  { database, world }: DeskParts,
  id: number,
  told: { readonly state: "finished" | "failed" | "interrupted"; readonly report: string },
): Promise<void> {
  await endPublication(database, id, { ...told, endedOn: world.clock.now() });
}

async function begin(parts: DeskParts, input: PublishInput, now: EpochMs): Promise<Begun> {
  const { database } = parts;
  const instanceId = await instanceToPublish(parts, input.instanceId);
  const partialTypes = partialTypesOf(await lastRunReport(database, instanceId));
  const target = targetOf(input);
  const last = await lastPublication(database, { instanceId, target });
  const goesOn =
    last !== null &&
    (last.state === "interrupted" || last.state === "running") &&
    last.startedOn + goesOnFor > now;
  if (goesOn) {
    const { id, asOf, jobId, objects } = last;
    const resumed = jobId === null ? null : { jobId, objects };
    return { id, instanceId, asOf, resumed, partialTypes };
  }
  const id = await beginPublication(database, { instanceId, target, asOf: now, startedOn: now });
  return { id, instanceId, asOf: now, resumed: null, partialTypes };
}

function targetOf({ apiUrl, account, scope }: PublishInput): string {
  const whose = scope.kind === "instance" ? `instance ${scope.id}` : `scope ${scope.name}`;
  return `jupiterone ${apiUrl.origin} account ${account} ${whose}`;
}

/** The instance that is wanted, or the only one that there is. Throws `instance_unknown`. */
export async function instanceToPublish(
  { database }: DeskParts,
  wanted: number | undefined,
): Promise<number> {
  const instances = await listInstances(database);
  const [first, ...others] = instances;
  const found = wanted === undefined ? first : instances.find(({ id }) => id === wanted);
  if (found !== undefined && (wanted !== undefined || others.length === 0)) return found.id;
  const there = instances.map(({ id, tenantId }) => `${id} (tenant ${tenantId})`).join(", ");
  const message =
    first === undefined
      ? "Cannot publish: no tenant was read yet. Run defender-graph collect first."
      : `Cannot publish: which instance? Name one with --instance: ${there}.`;
  throw new Failure(message, { code: "instance_unknown", retryable: false });
}
