import { addressGuard, allowProblem } from "../../alert/address-guard.ts";
import { attendRuns, evaluateDue } from "../../alert/attend.ts";
import { deliverDue, type DeliverWorld } from "../../alert/deliver.ts";
import { guardedOutbound } from "../../alert/outbound.ts";
import { Failure } from "../../base/failure.ts";
import { channelSecretOwner } from "../channels/find-channel.ts";
import type { DeskParts, OutboundSettings } from "../desk-parts.ts";
import { revealSecret } from "../secrets/secrets.ts";
import { typesOfSteps } from "./types-of-steps.ts";

const turnMs = 2_000;

const closed: OutboundSettings = { allowed: [], publicUrl: null };

/** Throws `usage` when an entry of the allow-list is nothing that can be allowed. */
function refuseWrongEntries(allowed: readonly string[]): void {
  const problem = allowed.map(allowProblem).find((one) => one !== null);
  if (problem === undefined || problem === null) return;
  const message = `DEFENDER_GRAPH_ALLOW_OUTBOUND wants names, addresses and networks between commas: ${problem}.`;
  throw new Failure(message, { code: "usage", retryable: false });
}

function deliverWorld(parts: DeskParts): DeliverWorld {
  const { database, world } = parts;
  const { allowed, publicUrl } = world.outbound ?? closed;
  refuseWrongEntries(allowed);
  const base = publicUrl?.replace(/\/+$/, "") ?? null;
  return {
    database,
    clock: world.clock,
    random: world.random,
    log: world.log,
    outbound: guardedOutbound(addressGuard(allowed)),
    secretOf: (channelId) => revealSecret(parts, database, channelSecretOwner(channelId)),
    linkOf: (alertId) => (base === null || alertId === null ? "" : `${base}/alerts/${alertId}`),
  };
}

/** Evaluates rules when their time has come or a run ended, and delivers what is to be told. */
export class Attendant {
  readonly #parts: DeskParts;
  readonly #delivering: DeliverWorld;
  readonly #stopped = new AbortController();
  #loops: Promise<unknown> | null = null;

  /** Throws `usage` when the allow-list for sending is wrong. */
  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#delivering = deliverWorld(parts);
  }

  /** Attends until it is stopped. A receiver that is slow does not delay rules. */
  start(): void {
    this.#loops ??= Promise.all([
      this.#repeat("evaluate rules", () => this.#evaluate()),
      this.#repeat("deliver alerts", () => this.#deliver()),
    ]);
  }

  /** Does once what there is to do. */
  async turn(): Promise<void> {
    await this.#safely("evaluate rules", () => this.#evaluate());
    await this.#safely("deliver alerts", () => this.#deliver());
  }

  /** Ends after what is under way. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#loops;
    await this.#delivering.outbound.close();
  }

  async #evaluate(): Promise<void> {
    const { database, world, smartClasses } = this.#parts;
    const { clock, log } = world;
    const attending = { database, clock, log, smartClasses, typesOfSteps };
    await attendRuns(attending);
    await evaluateDue(attending);
  }

  async #deliver(): Promise<void> {
    await deliverDue(this.#delivering, this.#stopped.signal);
  }

  async #repeat(what: string, work: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await this.#safely(what, work);
      await this.#parts.world.clock.sleep(turnMs, signal).catch(() => undefined);
    }
  }

  /** One thing that fails must not end the others: it is told, and tried again. */
  async #safely(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { log } = this.#parts.world;
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (error instanceof Failure) log.warn(`cannot ${what}`, { reason: error.message });
      else log.error(`the program made a mistake: ${what}`, { reason });
    }
  }
}

/** Evaluates and delivers once what is due. */
export async function attendOnce(parts: DeskParts): Promise<void> {
  const attendant = new Attendant(parts);
  try {
    await attendant.turn();
  } finally {
    await attendant.stop();
  }
}
