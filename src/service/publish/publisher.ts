import { Failure } from "../../base/failure.ts";
import {
  askPublication,
  claimTarget,
  holdTarget,
  listDueTargets,
  type PublicationTarget,
} from "../../store/publication-targets.ts";
import type { DeskParts } from "../desk-parts.ts";
import { revealSecret } from "../secrets/secrets.ts";
import { publishToJupiterOne } from "./publish-jupiterone.ts";
import { keyOwner } from "./target.ts";

/** What broke off is tried again after so long, in milliseconds. */
const patienceMs = 300_000;

/** A publisher that is killed is missed after so long, in milliseconds; each batch begins that time anew. */
const holdMs = 900_000;

/** Publishes graphs where they are wanted: after runs, and when asked. One instance at a time. */
export class Publisher {
  readonly #parts: DeskParts;
  readonly #signal: AbortSignal;
  #working: Promise<void> | null = null;

  constructor(parts: DeskParts, signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
  }

  /** Looks once at what there is to publish and begins with it. */
  async turn(): Promise<void> {
    if (this.#working !== null || this.#signal.aborted) return;
    const { database, world } = this.#parts;
    const now = world.clock.now();
    for (const target of await listDueTargets(database, { now, patienceMs })) {
      const until = now + holdMs;
      const { instanceId } = target;
      const isOurs = await database.transaction((session) =>
        claimTarget(session, instanceId, { now, until }),
      );
      if (!isOurs) continue;
      this.#working = this.#publish(target).finally(() => (this.#working = null));
      return;
    }
  }

  /** Resolves when nothing that was begun is under way. */
  async idle(): Promise<void> {
    await this.#working;
  }

  async #publish(target: PublicationTarget): Promise<void> {
    const { database, world } = this.#parts;
    const { instanceId } = target;
    try {
      await publishTarget(this.#parts, target, this.#signal);
      await askPublication(database, instanceId, false);
    } catch (error) {
      const goesOn = this.#signal.aborted || (error instanceof Failure && error.retryable);
      if (!goesOn) await askPublication(database, instanceId, false);
      const reason = error instanceof Error ? error.message : String(error);
      world.log.warn("a graph was not published", { instance: instanceId, reason });
    } finally {
      await holdTarget(database, instanceId, 0);
    }
  }
}

async function publishTarget(
  parts: DeskParts,
  target: PublicationTarget,
  signal: AbortSignal,
): Promise<void> {
  const { database, world } = parts;
  const { instanceId, apiUrl, account, scopeKind, scope } = target;
  const token = (await revealSecret(parts, database, keyOwner(instanceId))) ?? "";
  const report = await publishToJupiterOne(
    parts,
    {
      apiUrl: new URL(apiUrl),
      account,
      token,
      instanceId,
      scope:
        scopeKind === "instance" ? { kind: "instance", id: scope } : { kind: "scope", name: scope },
      progress: () => undefined,
      holding: () => holdTarget(database, instanceId, world.clock.now() + holdMs),
    },
    signal,
  );
  world.log.info("a graph was published", {
    instance: instanceId,
    objects: report.objects,
    ms: report.ms,
  });
}
