import { Agent } from "undici";
import { type Batch, batchesOf, bodyOf, halves } from "./batch.ts";
import { endOf, type Job } from "./job.ts";
import { type ApiOptions, JupiterOneApi } from "./jupiterone-api.ts";
import { jobEnded, TooLarge } from "./jupiterone-failure.ts";
import type { GraphEntity, GraphRelationship } from "./upload-object.ts";

/** Whose graph it is in JupiterOne: that of an integration instance, or of a scope. */
export type Scope =
  | { readonly kind: "instance"; readonly id: string }
  | { readonly kind: "scope"; readonly name: string };

/** How far an earlier try came. */
export interface Resumed {
  readonly jobId: string;
  /** How many objects were taken, in the graph's order. */
  readonly objects: number;
}

/** What to publish. */
export interface Publication extends Omit<ApiOptions, "dispatcher"> {
  readonly scope: Scope;
  readonly graph: AsyncIterable<readonly (GraphEntity | GraphRelationship)[]>;
  /** Types of which not everything was read: what JupiterOne has more of them is not deleted. */
  readonly partialTypes: readonly string[];
  /** A job that an earlier try of the same graph left; `null` for a new one. */
  readonly resumed: Resumed | null;
  /** Most bytes of JSON in a request; below JupiterOne's limit of five million. */
  readonly batchBytes?: number | undefined;
  /** Told after each batch that was taken: what is needed to go on from there. */
  progress(far: Resumed): Promise<void>;
}

const usualBatchBytes = 4_500_000;

const jobs = "/persister/synchronization/jobs";

/** How long to wait between looks at a job that is being finalized, in milliseconds. */
const looks = { first: 1_000, longest: 30_000, most: 240 };

/**
 * Publishes a graph in one synchronization job (mode DIFF: what the scope had and the graph has not, goes), entities
 * first. Throws `jupiterone_unauthorized`, `jupiterone_refused`, `jupiterone_unreachable`, `jupiterone_job_failed`.
 */
export async function publish(publication: Publication): Promise<Job> {
  const dispatcher = new Agent({ connect: { timeout: 30_000 } });
  const api = new JupiterOneApi({ ...publication, dispatcher });
  try {
    const resumed = await openJob(api, publication);
    await upload(api, publication, resumed);
    const partialDatasets = { types: publication.partialTypes };
    const finalized = await api.job(
      `${jobs}/${resumed.jobId}/finalize`,
      JSON.stringify({ partialDatasets }),
    );
    return await ended(api, publication, finalized);
  } finally {
    await dispatcher.close();
  }
}

/** The job of an earlier try if it still takes uploads; else a new one. */
async function openJob(api: JupiterOneApi, publication: Publication): Promise<Resumed> {
  const { resumed, scope } = publication;
  if (resumed !== null) {
    const { status } = await api.job(`${jobs}/${resumed.jobId}`);
    if (status === "AWAITING_UPLOADS") return resumed;
  }
  const whose =
    scope.kind === "instance"
      ? { source: "integration-external", integrationInstanceId: scope.id }
      : { source: "api", scope: scope.name };
  const started = await api.job(
    jobs,
    JSON.stringify({ ...whose, syncMode: "DIFF", ignoreDuplicates: true }),
  );
  return { jobId: started.id, objects: 0 };
}

async function upload(
  api: JupiterOneApi,
  publication: Publication,
  { jobId, objects: skip }: Resumed,
): Promise<void> {
  const { graph, batchBytes: mostBytes = usualBatchBytes } = publication;
  let objects = skip;
  await publication.progress({ jobId, objects });
  for await (const batch of batchesOf(graph, { mostBytes, skip })) {
    await send(api, jobId, batch);
    objects += batch.objects.length;
    await publication.progress({ jobId, objects });
  }
}

async function send(api: JupiterOneApi, jobId: string, batch: Batch): Promise<void> {
  try {
    await api.job(`${jobs}/${jobId}/${batch.kind}`, bodyOf(batch), true);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    const parts = halves(batch);
    if (parts.length === 1) throw jobEnded("an object is larger than a request may be");
    for (const part of parts) await send(api, jobId, part);
  }
}

/** Waits until JupiterOne has taken the job over into its graph. */
async function ended(api: JupiterOneApi, publication: Publication, first: Job): Promise<Job> {
  const { clock, signal } = publication;
  let job = first;
  for (let look = 0; look < looks.most; look++) {
    const end = endOf(job);
    if (end === "finished") return job;
    if (end === "failed") throw jobEnded(job.status);
    await clock.sleep(Math.min(looks.longest, looks.first * 1.5 ** look), signal);
    job = await api.job(`${jobs}/${job.id}`);
  }
  // It goes on without us: that is no failure, and its status tells.
  return job;
}
