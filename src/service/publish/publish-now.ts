import { Failure } from "../../base/failure.ts";
import { claimTarget, findTarget, holdTarget } from "../../store/publication-targets.ts";
import { type Caller, refuseUnlessMay } from "../caller.ts";
import type { DeskParts } from "../desk-parts.ts";
import { recordDeed } from "../record-deed.ts";
import {
  instanceToPublish,
  type PublishInput,
  type PublishReport,
  publishToJupiterOne,
} from "./publish-jupiterone.ts";

/** What to publish and where to, and who asks. */
export type PublishNowInput = Omit<PublishInput, "holding"> & { readonly caller: Caller };

const verb = { name: "publications.now", role: "administrator" } as const;

/** A publisher that is killed is missed after so long, in milliseconds; each batch begins that time anew. */
const holdMs = 900_000;

/**
 * Publishes an instance's graph to where the asker says, with the key that they give: neither is kept. Throws `forbidden`,
 * `conflict` while the instance's graph is being published after a run, `publication_interrupted`, and what
 * `publishToJupiterOne` throws.
 */
export async function publishNow(
  parts: DeskParts,
  { caller, ...input }: PublishNowInput,
  signal: AbortSignal,
): Promise<PublishReport> {
  refuseUnlessMay(caller, verb);
  const { database, world } = parts;
  const instanceId = await instanceToPublish(parts, input.instanceId);
  await claim(parts, { caller, instanceId, input });
  const holding = (): Promise<void> => holdTarget(database, instanceId, world.clock.now() + holdMs);
  try {
    return await publishToJupiterOne(parts, { ...input, instanceId, holding }, signal);
  } catch (error) {
    throw signal.aborted ? interrupted(error) : error;
  } finally {
    await holdTarget(database, instanceId, 0);
  }
}

/** Takes the instance's graph for us, so that it is not published after a run meanwhile; records who asked. */
async function claim(
  { database, world }: DeskParts,
  asked: {
    readonly caller: Caller;
    readonly instanceId: number;
    readonly input: Pick<PublishInput, "apiUrl" | "account" | "scope">;
  },
): Promise<void> {
  const { caller, instanceId, input } = asked;
  const now = world.clock.now();
  await database.transaction(async (session) => {
    const isOurs = await claimTarget(session, instanceId, { now, until: now + holdMs });
    if (!isOurs && (await findTarget(session, instanceId)) !== null) throw busy(instanceId);
    await recordDeed(session, {
      caller,
      now,
      verb: verb.name,
      object: `instance ${instanceId}`,
      details: { apiUrl: input.apiUrl.href, account: input.account, scope: input.scope },
    });
  });
}

function busy(instanceId: number): Failure {
  const message = `Cannot publish the graph of instance ${instanceId}: it is being published already. See GET /api/v1/publications, and ask again when that has ended.`;
  return new Failure(message, { code: "conflict", retryable: true });
}

function interrupted(cause: unknown): Failure {
  const message =
    "The publication was interrupted. Ask for the same within two hours, and it goes on where it was.";
  return new Failure(message, { code: "publication_interrupted", retryable: true, cause });
}
