import type { z } from "zod";
import { Failure } from "../base/failure.ts";
import type { Desk } from "../service/desk.ts";
import { instancesRun } from "../service/instances/run-instance.ts";
import { instancesTest } from "../service/instances/test-instance.ts";
import { runsCancel } from "../service/runs/cancel-run.ts";
import { runsGet, runsList } from "../service/runs/show-runs.ts";
import { type Command, type ExitCode, colour } from "./command.ts";
import type { Given } from "./flags.ts";
import { asking, commonFlags, numberOf, withDesk } from "./instance-flags.ts";
import { Progress } from "./progress.ts";
import { runText } from "./run-text.ts";
import type { World } from "./world.ts";

const marks = { granted: "✓", missing: "✗", unavailable: "–", failed: "?" } as const;
const styles = { granted: "green", missing: "red", unavailable: "yellow", failed: "red" } as const;

type Source = z.output<typeof instancesTest.output>["sources"][number];

function markOf(world: World, { state, isOptional }: Source): string {
  const shown = isOptional && state === "missing" ? "unavailable" : state;
  return colour(marks[shown], { world, stream: "stdout", style: styles[shown] });
}

/** Each data source with what is wrong; what is wrong with several, such as the secret, is told once. */
function testedText(world: World, sources: readonly Source[]): string {
  const told = new Set<string>();
  const lines = sources.map((one) => {
    const { source, state, permission, api, without, problem, howToGrant } = one;
    const words = source.replaceAll("_", " ").padEnd(20);
    const line = `${markOf(world, one)} ${words} ${state.padEnd(12)} ${permission} (${api})\n`;
    if (problem === null) return line;
    // Each try has a trace of its own.
    const same = problem.replace(/,? trace [\w-]+/, "");
    const isNew = !told.has(same);
    told.add(same);
    const more = [...(isNew ? [problem] : []), `Absent without it: ${without}.`, howToGrant];
    return line + more.map((text) => (text === null ? "" : `    ${text}\n`)).join("");
  });
  return lines.join("");
}

/** `defender-graph instances test` */
export const instancesTestCommand: Command = {
  name: "instances test",
  positionals: "<id>",
  summary: "Test an instance: what can be read, what is missing, how to grant it",
  about: `
Sends one cheap call for each permission, with the secret that is kept. Exit code 0 when everything that is to be read can
be read, else 1.

  defender-graph instances test 3`,
  flags: commonFlags,
  run: (world, given) =>
    withDesk(world, given, {
      mode: "change",
      async work(desk) {
        const id = numberOf(given, "instance");
        const result = await desk.perform(instancesTest, asking({ id }));
        if (given.on("json")) {
          await world.stdout.write(`${JSON.stringify(result)}\n`);
          return result.ok ? 0 : 1;
        }
        await world.stdout.write(testedText(world, result.sources));
        await world.stdout.write(`${result.summary}\n`);
        return result.ok ? 0 : 1;
      },
    }),
};

type Run = Awaited<ReturnType<typeof runOf>>;

function runOf(desk: Desk, id: number) {
  return desk.perform(runsGet, asking({ id }));
}

const open = new Set(["queued", "running", "applying"]);

/** How many times a run that is in the graph is asked for its report, a second apart, before it is believed to have none. */
const mostLooks = 30;

/** A snapshot that is in the graph makes its run completed; the report, and whether there were problems, follow. */
function isOver({ state, report }: Run, looks: number): boolean {
  return !open.has(state) && (state !== "completed" || report !== null || looks > mostLooks);
}

/** Follows a run that a server carries out to its end: it is asked how far it is. */
export async function watchRun(world: World, desk: Desk, id: number): Promise<Run> {
  const told = new Set<string>();
  for (let completed = 0; ;) {
    const run = await runOf(desk, id);
    for (const { step, title, status, received } of run.steps) {
      if (status === "running" || told.has(step)) continue;
      told.add(step);
      await world.stderr.write(
        `  ${title.padEnd(22)} ${String(received).padStart(11)}  ${status.replace("_", " ")}\n`,
      );
    }
    if (run.state === "completed") completed++;
    if (isOver(run, completed)) return run;
    await world.clock.sleep(1_000, world.interrupted).catch(() => undefined);
    if (world.interrupted.aborted) throw left(id);
  }
}

function left(id: number): Failure {
  const message = `The run goes on at the server. See: defender-graph runs show ${id}; stop it: defender-graph runs cancel ${id}`;
  return new Failure(message, { code: "interrupted", retryable: true });
}

/** Without a server the run is carried out here. */
async function carryOut(world: World, desk: Desk, id: number): Promise<Run> {
  const progress = new Progress(world);
  const worker = desk.worker({ schedules: false, progress: (event) => progress.take(event) });
  const stop = (): void => void worker.stop();
  world.interrupted.addEventListener("abort", stop, { once: true });
  await worker.turn();
  await worker.idle();
  world.interrupted.removeEventListener("abort", stop);
  return runOf(desk, id);
}

const exitCodes: Readonly<Record<string, ExitCode>> = { completed: 0, completed_with_problems: 2 };

async function runNow(world: World, given: Given, desk: Desk): Promise<ExitCode> {
  const input = {
    id: numberOf(given, "instance"),
    full: given.on("full"),
    confirmDeletions: given.on("confirm-deletions"),
  };
  const { run: id } = await desk.perform(instancesRun, asking(input));
  if (given.on("no-wait") && desk.server !== null) {
    await world.stdout.write(
      given.on("json") ? `${JSON.stringify({ run: id })}\n` : `Run ${id} waits for its turn.\n`,
    );
    return 0;
  }
  const run =
    desk.server === null ? await carryOut(world, desk, id) : await watchRun(world, desk, id);
  await world.stdout.write(given.on("json") ? `${JSON.stringify(run)}\n` : runText(run));
  return exitCodes[run.state] ?? 1;
}

/** `defender-graph instances run` */
export const instancesRunCommand: Command = {
  name: "instances run",
  positionals: "<id>",
  summary: "Read an instance now, and follow the run to its end",
  about: `
The server that holds the database carries the run out; without one this command does. Exit code: 0 complete, 2 with
problems (the run says which), 1 failed or cancelled.

  defender-graph instances run 3
  defender-graph instances run 3 --no-wait`,
  flags: [
    ...commonFlags,
    { name: "full", help: "read everything again, also what has not advanced since the last run" },
    { name: "confirm-deletions", help: "apply deletions that an earlier run held back" },
    { name: "no-wait", help: "do not follow the run that a server carries out" },
  ],
  run: (world, given) =>
    withDesk(world, given, { mode: "change", work: (desk) => runNow(world, given, desk) }),
};

/** `defender-graph instances cancel` */
export const instancesCancelCommand: Command = {
  name: "instances cancel",
  positionals: "<id>",
  summary: "Stop the run of an instance; the graph stays as it was",
  about: `
  defender-graph instances cancel 3`,
  flags: commonFlags,
  run: (world, given) =>
    withDesk(world, given, {
      mode: "change",
      async work(desk) {
        const instance = numberOf(given, "instance");
        const { items } = await desk.perform(runsList, asking({ instance, limit: 1 }));
        const run = items.find(({ state }) => open.has(state));
        if (run === undefined) {
          const message = `Instance ${instance} is not being read: there is nothing to cancel.`;
          throw new Failure(message, { code: "conflict", retryable: false });
        }
        const done = await desk.perform(runsCancel, asking({ id: run.id }));
        const text = `Run ${done.id} is ${done.state === "cancelled" ? "cancelled" : "being cancelled"}.\n`;
        await world.stdout.write(given.on("json") ? `${JSON.stringify(done)}\n` : text);
        return 0;
      },
    }),
};
