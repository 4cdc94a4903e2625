import type { RunEvent } from "../service/collect.ts";
import { colour, isLively, type Screen } from "./command.ts";
import { fit } from "./fit.ts";
import { grouped, inTime } from "./text-table.ts";
import type { World } from "./world.ts";

interface Line {
  readonly title: string;
  readonly startedOn: number;
  received: number;
  expected: number | null;
  ended: string | null;
}

/** Shows a run while it goes: a live line per step on a terminal, one line per finished step elsewhere. */
export class Progress {
  readonly #world: Screen & Pick<World, "clock">;
  readonly #live: boolean;
  readonly #lines = new Map<string, Line>();
  #drawn = 0;
  #drawnOn = 0;

  constructor(world: Screen & Pick<World, "clock">) {
    this.#world = world;
    this.#live = isLively(world, "stderr");
  }

  /** Takes an event of the run. */
  take(event: RunEvent): void {
    if (event.kind === "step_started") this.#start(event);
    else if (event.kind === "step_progress") this.#advance(event);
    else if (event.kind === "step_ended") this.#end(event);
    else this.#say("  applying the snapshot …");
  }

  #start(event: Extract<RunEvent, { kind: "step_started" }>): void {
    this.#lines.set(event.step, {
      title: event.title,
      startedOn: event.at,
      received: 0,
      expected: null,
      ended: null,
    });
    this.#draw(true);
  }

  #advance(event: Extract<RunEvent, { kind: "step_progress" }>): void {
    const line = this.#lines.get(event.step);
    if (line === undefined) return;
    line.received = event.received;
    line.expected = event.expected;
    this.#draw(false);
  }

  #end({ report }: Extract<RunEvent, { kind: "step_ended" }>): void {
    const style =
      report.status === "complete" ? "green" : report.status === "failed" ? "red" : "yellow";
    const status = colour(report.status.replace("_", " "), {
      world: this.#world,
      stream: "stderr",
      style,
    });
    const text = `  ${report.title.padEnd(22)} ${grouped(report.received).padStart(11)}  ${status}  ${inTime(report.ms)}${
      report.reason === null ? "" : `\n      ${report.reason}`
    }`;
    // What most tenants do without is told where it was done.
    const isLeftOut = report.optional && report.status === "skipped";
    const line = this.#lines.get(report.step);
    if (isLeftOut) {
      this.#lines.delete(report.step);
      return;
    }
    if (line === undefined || !this.#live) {
      this.#say(text);
      return;
    }
    line.ended = text;
    this.#draw(true);
  }

  #say(text: string): void {
    void this.#world.stderr.write(`${text}\n`);
  }

  #draw(now: boolean): void {
    if (!this.#live) return;
    const at = this.#world.clock.now();
    if (!now && at - this.#drawnOn < 200) return;
    this.#drawnOn = at;
    const rows = [...this.#lines.values()].flatMap((line) =>
      (line.ended ?? this.#running(line, at)).split("\n"),
    );
    const up = this.#drawn > 0 ? `\u001b[${this.#drawn}A` : "";
    this.#drawn = rows.length;
    // A row that wraps would be counted as one by the way up.
    const width = this.#world.stderr.columns - 1;
    const drawn = rows.map((row) => `\u001b[2K${fit(row, width)}\n`).join("");
    void this.#world.stderr.write(up + drawn);
  }

  #running(line: Line, at: number): string {
    const seconds = Math.max((at - line.startedOn) / 1_000, 0.001);
    const rate = line.received / seconds;
    const of = line.expected === null ? "" : ` of ${grouped(line.expected)}`;
    const left =
      line.expected === null || rate === 0
        ? ""
        : `, ${inTime(((line.expected - line.received) / rate) * 1_000)} left`;
    return `  ${line.title.padEnd(22)} ${grouped(line.received).padStart(11)}${of}  ${grouped(rate)}/s${left}`;
  }
}
