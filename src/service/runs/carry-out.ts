import { z } from "zod";
import { Failure } from "../../base/failure.ts";
import type { InstanceRow, InstanceSettings } from "../../store/instance-settings.ts";
import { endRun } from "../../store/run.ts";
import { writeRunEvent } from "../../store/run-log.ts";
import { listRuns } from "../../store/run-list.ts";
import type { QueuedRun } from "../../store/run-request.ts";
import { type CollectInstance, collectInstance, type TenantAccess } from "../../sync/collect.ts";
import type { RunEvent, RunReport } from "../../sync/report.ts";
import { clouds, everySource, usualFullEveryMs } from "../collect.ts";
import { compactAfterRun } from "../compact.ts";
import type { DeskParts } from "../desk-parts.ts";
import { conflict, findActive, secretOwner } from "../instances/find-instance.ts";
import { revealSecret } from "../secrets/secrets.ts";

/** How a worker carries runs out. */
export interface CarryingOut {
  readonly signal: AbortSignal;
  /** After a run, history older than so many days goes; all is kept when absent. */
  readonly keepHistoryDays?: number | undefined;
  progress(event: RunEvent): void;
}

const secretText = z.object({ secret: z.string() });
const certificateText = z.object({ certificate: z.string(), privateKey: z.string() });

/** How an instance proves who it is. Throws `conflict`, `secret_unreadable`. */
async function credentialOf(
  parts: DeskParts,
  { id, settings }: { readonly id: number; readonly settings: InstanceSettings },
): Promise<TenantAccess["credential"]> {
  const { clientId } = settings;
  if (settings.credential === "managedIdentity")
    return clientId === "" ? { kind: "managedIdentity" } : { kind: "managedIdentity", clientId };
  const text = await revealSecret(parts, parts.database, secretOwner(id));
  if (text === null)
    throw conflict(`Instance ${id} has no secret. Enter the client secret's value.`);
  const told: unknown = JSON.parse(text);
  return settings.credential === "certificate"
    ? { kind: "certificate", ...certificateText.parse(told) }
    : { kind: "secret", ...secretText.parse(told) };
}

type Readable = InstanceRow & { readonly settings: InstanceSettings };

/** Through which addresses and as whom an instance is read. */
export async function accessOf(parts: DeskParts, row: Readable): Promise<TenantAccess> {
  return accessWith(row, await credentialOf(parts, row));
}

function accessWith(
  { settings, tenantId }: Readable,
  credential: TenantAccess["credential"],
): TenantAccess {
  return {
    tenant: tenantId,
    clientId: settings.clientId,
    cloud: clouds.find((known) => known === settings.cloud) ?? "commercial",
    hosts: settings.hosts,
    credential,
    rateFactor: settings.rateFactor,
  };
}

/** One that only computes asks nobody for anything, so it needs no secret. */
async function howToRead(
  parts: DeskParts,
  row: Readable,
  { cause }: QueuedRun,
): Promise<Pick<CollectInstance, "forget" | keyof TenantAccess>> {
  return cause === "compute"
    ? { ...accessWith(row, { kind: "managedIdentity" }), forget: new Set() }
    : accessOf(parts, row);
}

async function readOnce(parts: DeskParts, queued: QueuedRun, how: CarryingOut): Promise<RunReport> {
  const { database, world } = parts;
  const row = await findActive(database, queued.instanceId);
  const { id, tenantId, accountName, settings } = row;
  const { sources, tagAccountName, tags } = settings;
  return collectInstance({
    ...world,
    ...(await howToRead(parts, row, queued)),
    database,
    instance: { id, tenantId, accountName },
    accountName,
    tags: { accountName: tagAccountName ? accountName : null, further: tags },
    sources: new Set(everySource.filter((source) => sources.includes(source))),
    full: queued.full,
    fullEveryMs: usualFullEveryMs,
    confirmHeld: queued.confirmHeld,
    queued,
    signal: how.signal,
    progress: (event) => how.progress(event),
  });
}

/** Carries out a run that waits. What becomes of it is noted in the database; resolves to `null` when it could not begin. */
export async function carryOut(
  parts: DeskParts,
  queued: QueuedRun,
  how: CarryingOut,
): Promise<RunReport | null> {
  const { world } = parts;
  try {
    const report = await readOnce(parts, queued, how);
    world.log.info("a run ended", { run: queued.id, status: report.status, ms: report.ms });
    if (how.keepHistoryDays !== undefined && report.status !== "failed")
      await compactAfterRun(parts, how.keepHistoryDays);
    return report;
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    // Another worker has it, or the one before it is not over: it stays in the queue.
    if (failure.code === "run_in_progress") return null;
    world.log.warn("a run failed", { run: queued.id, code: failure.code, reason: failure.message });
    await noteFailure(parts, queued, failure);
    return null;
  }
}

/** For a run that failed before it began; one that had begun has noted its end itself. */
async function noteFailure(
  { database, world }: DeskParts,
  run: QueuedRun,
  { message: reason, code }: Failure,
): Promise<void> {
  const happenedOn = world.clock.now();
  const [row] = await listRuns(database, { id: run.id, before: null, limit: 1 });
  if (row?.state !== "queued") return;
  await endRun(database, run, { move: "fail", endedOn: happenedOn, reason });
  const entry = { happenedOn, level: "error", code, step: null, text: reason } as const;
  await writeRunEvent(database, run.id, entry);
}
