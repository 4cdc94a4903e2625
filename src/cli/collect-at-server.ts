import { Failure } from "../base/failure.ts";
import type { CollectReport } from "../service/collect.ts";
import { isCollectReport } from "../service/collect-report.ts";
import type { Desk } from "../service/desk.ts";
import { instancesRun } from "../service/instances/run-instance.ts";
import { runsEvents, runsList } from "../service/runs/show-runs.ts";
import { watchRun } from "./instances-run.ts";
import { asking } from "./instance-flags.ts";
import { type Given, misuse } from "./flags.ts";
import type { World } from "./world.ts";

/** A server that holds the database, and the instance of the tenant there. */
export interface HeldInstance {
  readonly desk: Desk;
  readonly instance: number;
}

/** What a server decides for itself: it reads an instance as that was set up. */
const ownSettings = [
  "sources",
  "also",
  "forget-source",
  "roster",
  "identity-rules",
  "keep-history",
] as const;

function refuseOwnSettings(given: Given, { desk, instance }: HeldInstance): void {
  const usual = "7";
  const told = [
    ...ownSettings.filter((name) => given.text(name) !== undefined),
    ...((given.text("full-every") ?? usual) === usual ? [] : ["full-every"]),
  ];
  const [first] = told;
  if (first === undefined) return;
  const url = desk.server?.url ?? "";
  throw misuse(
    `Cannot collect with ${given.origin(first)}: the server at ${url} holds the database and reads instance ${instance} with the settings that it has there. Leave ${given.origin(first)} out (defender-graph instances edit ${instance} changes the settings), or stop the server first.`,
  );
}

/** What the run that failed says of itself. */
async function failureOf(
  desk: Desk,
  run: { readonly id: number; readonly state: string; readonly reason: string | null },
): Promise<Failure> {
  const { items } = await desk.perform(runsEvents, asking({ id: run.id, limit: 1_000 }));
  const told = items.findLast(({ level }) => level === "error")?.code;
  const code = run.state === "cancelled" ? "run_cancelled" : (told ?? "server_unexpected");
  return new Failure(run.reason ?? `Run ${run.id} ended ${run.state}.`, { code, retryable: false });
}

interface Wanted {
  readonly id: number;
  readonly full: boolean;
  readonly confirmDeletions: boolean;
}

/** The run that does what is wanted: a new one, or the one that is under way. */
async function runFor(world: World, desk: Desk, wanted: Wanted): Promise<number> {
  try {
    return (await desk.perform(instancesRun, asking(wanted))).run;
  } catch (failure) {
    const isUsual = !wanted.full && !wanted.confirmDeletions;
    if (!(failure instanceof Failure) || failure.code !== "conflict" || !isUsual) throw failure;
    const { items } = await desk.perform(runsList, asking({ instance: wanted.id, limit: 1 }));
    const under = items.find(({ state }) => ["queued", "running", "applying"].includes(state));
    if (under === undefined) throw failure;
    await world.stderr.write(`Run ${under.id} of it is under way already: it is followed.\n`);
    return under.id;
  }
}

/** Has the server that holds the database read the tenant, follows the run to its end, and gives its report. */
export async function collectAtServer(
  world: World,
  given: Given,
  held: HeldInstance,
): Promise<CollectReport> {
  refuseOwnSettings(given, held);
  const { desk, instance } = held;
  await world.stderr.write(
    `The server at ${desk.server?.url ?? ""} holds the database: it reads instance ${instance}, with the secret and the settings that it has there.\n`,
  );
  const input = {
    id: instance,
    full: given.on("full"),
    confirmDeletions: given.on("confirm-deletions"),
  };
  const run = await watchRun(world, desk, await runFor(world, desk, input));
  if (isCollectReport(run.report)) return run.report;
  throw await failureOf(desk, run);
}
