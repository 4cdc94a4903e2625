import { runsCancel } from "../service/runs/cancel-run.ts";
import { runsEvents, runsGet, runsList } from "../service/runs/show-runs.ts";
import type { Command } from "./command.ts";
import { asking, commonFlags, numberOf, withDesk } from "./instance-flags.ts";
import { runsTable, runText } from "./run-text.ts";

/** `defender-graph runs show` */
export const runsShowCommand: Command = {
  name: "runs show",
  positionals: "<run>",
  summary: "Show a run: its steps, what failed in which call, what to do, what happened when",
  about: `
  defender-graph runs show 17`,
  flags: commonFlags,
  run: (world, given) =>
    withDesk(world, given, {
      mode: "read",
      async work(desk) {
        const id = numberOf(given, "run");
        const run = await desk.perform(runsGet, asking({ id }));
        const { items } = await desk.perform(runsEvents, asking({ id, limit: 1_000 }));
        const events = items.map(
          ({ happenedOn, level, text }) =>
            `  ${new Date(happenedOn).toISOString()}  ${level.padEnd(7)}  ${text}\n`,
        );
        const text = given.on("json")
          ? `${JSON.stringify({ ...run, events: items })}\n`
          : `${runText(run)}\n${events.join("")}`;
        await world.stdout.write(text);
        return 0;
      },
    }),
};

/** `defender-graph runs cancel` */
export const runsCancelCommand: Command = {
  name: "runs cancel",
  positionals: "<run>",
  summary: "Stop a run; the graph stays as it was",
  about: `
  defender-graph runs cancel 17`,
  flags: commonFlags,
  run: (world, given) =>
    withDesk(world, given, {
      mode: "change",
      async work(desk) {
        const done = await desk.perform(runsCancel, asking({ id: numberOf(given, "run") }));
        const text = `Run ${done.id} is ${done.state === "cancelled" ? "cancelled" : "being cancelled"}.\n`;
        await world.stdout.write(given.on("json") ? `${JSON.stringify(done)}\n` : text);
        return 0;
      },
    }),
};

/** `defender-graph runs` */
export const runsCommand: Command = {
  name: "runs",
  summary: "Show past and present runs, latest first",
  about: `
  defender-graph runs
  defender-graph runs --instance 3 --limit 5`,
  flags: [
    ...commonFlags,
    { name: "instance", value: "<n>", help: "only those of this instance", most: 999_999_999 },
    { name: "limit", value: "<n>", help: "at most so many", otherwise: "20", most: 1_000 },
  ],
  run: (world, given) =>
    withDesk(world, given, {
      mode: "read",
      async work(desk) {
        const input = { instance: given.number("instance"), limit: given.number("limit") };
        const { items } = await desk.perform(runsList, asking(input));
        await world.stdout.write(
          given.on("json") ? `${JSON.stringify(items)}\n` : runsTable(items),
        );
        return 0;
      },
    }),
};
