import { Failure } from "../base/failure.ts";
import { HuntedLogons } from "../convert/hunted-logons.ts";
import { machineKey } from "../convert/keys.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import type { Relationship } from "../graph/relationship.ts";
import { stage, together, walk } from "./collections.ts";
import { lackOf } from "./pack.ts";
import type { StepContext, StepOutcome } from "./step.ts";
import { completed } from "./step-results.ts";

const edge = relationshipTypes.machineHasLogonUser.type;
const emits = [entityTypes.logonUser.type, edge];
const permission = { api: "graph", role: "ThreatHunting.Read.All" } as const;

// Conversions that are staged together.
const batchSize = 2_000;

/** Reads who logs on by a few questions, where that is permitted; `null` where machines must be asked one by one. */
export async function huntLogons(context: StepContext): Promise<StepOutcome | null> {
  if (!(await mayHunt(context))) return null;
  const { held, tenant } = context;
  const logons = new HuntedLogons((id) => held.machines.get(id));
  try {
    const receipt = await walk(context, {
      listing: tenant.optional.huntedLogons(),
      counter: { count: 0 },
      take: async (rows) => logons.take(rows),
    });
    await stageLogons(context, logons);
    return completed([receipt], emits);
  } catch (failure) {
    if (!(failure instanceof Failure) || context.signal.aborted) throw failure;
    if (failure.code !== "permission_missing") {
      const text = `Advanced hunting did not tell who logs on; machines are asked one by one. ${failure.message}`;
      context.note("hunting_failed", text);
    }
    return null;
  }
}

async function mayHunt(context: StepContext): Promise<boolean> {
  if (!context.sources.has("hunting")) return false;
  try {
    return (await lackOf(context, permission)) === null;
  } catch (failure) {
    if (failure instanceof Failure) return false;
    throw failure;
  }
}

/** What the graph knows of earlier logons stays: hunting sees 30 days only. */
async function stageLogons(context: StepContext, logons: HuntedLogons): Promise<void> {
  const fromKeys = [...context.held.machines.keys()].map(machineKey);
  const targetType = entityTypes.logonUser.type;
  await context.staging.keepFrom({ relationshipType: edge, fromKeys, targetType });
  const aged: Relationship[] = [];
  for await (const batch of context.relationshipsToBe([edge]))
    aged.push(...batch.flatMap((known) => logons.known(known) ?? []));
  await stage(context, { entities: [], relationships: aged });
  let made = [];
  for (const converted of logons.converted()) {
    if (made.push(converted) < batchSize) continue;
    await stage(context, together(made));
    made = [];
  }
  await stage(context, together(made));
}
