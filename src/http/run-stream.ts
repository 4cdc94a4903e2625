import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import type { Caller } from "../service/caller.ts";
import type { ReadingDesk } from "../service/desk.ts";
import { runsEvents, runsGet } from "../service/runs/show-runs.ts";
import { problemOf } from "./problem-reply.ts";

/** What the streams work with. */
interface StreamWorld {
  readonly service: Pick<ReadingDesk, "perform">;
  readonly clock: Clock;
  readonly log: Log;
  /** Who sends a request, asked again while it is answered: `null` once they may not come in any more. */
  callerNow(request: FastifyRequest): Promise<Caller | null>;
}

/** Watchers at once. Each asks the database twice a second for what is new. */
const mostStreams = 100;
/** Of them, one person's or program's: nobody keeps others from watching. */
const mostOfOne = 20;
const lookMs = 500;
/** Whoever was logged out, or whose token was taken away, hears no more after so many looks. */
const recognisedFor = 4;
const aliveMs = 15_000;
/** Looks after the end of a run: one that a crash ended tells nothing more, nor one whose last word was heard already. */
const mostLooks = 5;
const over = new Set([
  "completed",
  "completed_with_problems",
  "failed",
  "interrupted",
  "cancelled",
]);

function told(event: string, data: unknown, id?: number): string {
  const name = id === undefined ? "" : `id: ${id}\n`;
  return `${name}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Runs told live, as server-sent events: `log` for what happened, `progress` for how far the steps are, `end`. */
export class RunStreams {
  readonly #world: StreamWorld;
  /** Each with whose it is. */
  readonly #open = new Map<AbortController, string>();

  constructor(server: FastifyInstance, world: StreamWorld) {
    this.#world = world;
    server.addHook("preClose", async () => {
      for (const controller of this.#open.keys()) controller.abort();
    });
  }

  /** Tells a run until it is over. A watcher that comes back says with Last-Event-ID what it has heard. Throws `not_found`. */
  async send(request: FastifyRequest, reply: FastifyReply, caller: Caller): Promise<FastifyReply> {
    const whose = `${caller.kind} ${caller.id ?? caller.name}`;
    this.#refuseTooMany(whose);
    const { id } = runsGet.input.parse(request.params);
    const heard = Number(request.headers["last-event-id"] ?? 0);
    const first = await this.#world.service.perform(runsGet, { caller, input: { id } });
    const controller = new AbortController();
    this.#open.set(controller, whose);
    const from = { id: first.id, after: Number.isSafeInteger(heard) && heard > 0 ? heard : 0 };
    const asks = { caller, now: () => this.#world.callerNow(request) };
    const stream = Readable.from(this.#tell(from, asks, controller.signal));
    const end = (): void => {
      controller.abort();
      this.#open.delete(controller);
    };
    reply.raw.once("close", end);
    stream.once("close", end);
    stream.once("error", (error) => void problemOf(error, this.#world.log));
    // A proxy that gathers an answer before it passes it on would make live into late.
    reply.header("x-accel-buffering", "no");
    return reply.type("text/event-stream").send(stream);
  }

  #refuseTooMany(whose: string): void {
    const own = [...this.#open.values()].filter((one) => one === whose).length;
    const most = own >= mostOfOne ? mostOfOne : mostStreams;
    if (own >= mostOfOne || this.#open.size >= mostStreams) throw tooMany(most);
  }

  async *#tell(
    from: { readonly id: number; readonly after: number },
    { caller, now }: { readonly caller: Caller; readonly now: () => Promise<Caller | null> },
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    const { clock } = this.#world;
    const watch = new Watch(this.#world, caller, from);
    let spokeOn = clock.now();
    yield "retry: 2000\n\n";
    for (let look = 1; !signal.aborted && !watch.isOver; look++) {
      if (look % recognisedFor === 0 && (await now()) === null) return;
      const news = await watch.look();
      const isQuiet = news === "" && clock.now() - spokeOn < aliveMs;
      if (!isQuiet) {
        spokeOn = clock.now();
        yield news === "" ? ": still there\n\n" : news;
      }
      if (!watch.isOver) await clock.sleep(lookMs, signal).catch(() => undefined);
    }
  }
}

/** What somebody who watches a run has heard of it. */
class Watch {
  readonly #service: StreamWorld["service"];
  readonly #caller: Caller;
  readonly #id: number;
  #after: number;
  #shown = "";
  /** Looks since the run is over. */
  #looks = 0;
  #isOver = false;

  constructor(
    { service }: StreamWorld,
    caller: Caller,
    from: { readonly id: number; readonly after: number },
  ) {
    this.#service = service;
    this.#caller = caller;
    this.#id = from.id;
    this.#after = from.after;
  }

  /** Whether there is nothing more to hear. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** What is new, as server-sent events; an empty text when nothing is. */
  async look(): Promise<string> {
    const caller = this.#caller;
    const id = this.#id;
    const run = await this.#service.perform(runsGet, { caller, input: { id } });
    const input = { id, cursor: this.#after, limit: 1_000 };
    const { items } = await this.#service.perform(runsEvents, { caller, input });
    this.#after = items.at(-1)?.id ?? this.#after;
    const { report: _, ...progress } = run;
    const logged = items.map((item) => told("log", item, item.id)).join("");
    if (over.has(run.state)) this.#looks += 1;
    // A run is over in the transaction that applies it; what is to be told of it comes a moment later.
    this.#isOver = items.some(({ code }) => over.has(code)) || this.#looks > mostLooks;
    const end = this.#isOver ? told("end", { state: run.state }) : "";
    return `${logged}${this.#progress(progress)}${end}`;
  }

  /** How far the run is, when that is news. */
  #progress(progress: object): string {
    const now = JSON.stringify(progress);
    if (now === this.#shown) return "";
    this.#shown = now;
    return told("progress", progress);
  }
}

function tooMany(most: number): Failure {
  const message = `Cannot watch another run: ${most} are being watched already. Ask without Accept: text/event-stream.`;
  return new Failure(message, { code: "too_many_streams", retryable: true });
}
