import { alertsGet, alertsList } from "../service/alerts/show-alerts.ts";
import { alertsDismiss, alertsReopen, alertsSnooze } from "../service/alerts/treat-alerts.ts";
import { asOwner, atDesk, dayOf } from "./at-desk.ts";
import { type Command, databaseFlag } from "./command.ts";
import type { Flag } from "./flag.ts";
import { misuse } from "./flags.ts";
import { momentOf } from "./moment.ts";
import { numberOf } from "./number-word.ts";
import { textTable } from "./text-table.ts";
import type { World } from "./world.ts";

const jsonFlag: Flag = { name: "json", help: "print JSON" };
const noteFlag: Flag = { name: "note", value: "<text>", help: "why; receivers are told" };

/** `defender-graph alerts list` */
const list: Command = {
  name: "alerts list",
  summary: "List the alerts that are not closed",
  about: `
Alerts, latest first.

  defender-graph alerts list
  defender-graph alerts list --state closed --json`,
  flags: [
    databaseFlag,
    {
      name: "state",
      value: "<state>",
      help: "open, snoozed, dismissed, closed, live (all but closed) or all",
      otherwise: "live",
    },
    jsonFlag,
  ],
  async run(world, given) {
    const input = { state: given.text("state"), limit: 1_000 };
    const { items } = await atDesk(world, given, (desk) =>
      desk.perform(alertsList, asOwner(input)),
    );
    const titles = ["id", "severity", "state", "since", "found", "alert"];
    const table = textTable(
      titles.map((title) => ({ title, max: 100 })),
      items.map(({ id, severity, state, openedOn, total, title }) => [
        String(id),
        severity,
        state,
        dayOf(openedOn),
        String(total),
        title,
      ]),
    );
    await world.stdout.write(given.on("json") ? `${JSON.stringify(items)}\n` : table);
    return 0;
  },
};

type Whole = Awaited<ReturnType<typeof alertsGet.run>>;

async function write(world: World, alert: Whole): Promise<void> {
  const { title, severity, state, openedOn, total, evidence, events } = alert;
  const labels = Array.isArray(evidence["labels"]) ? evidence["labels"].map(String) : [];
  await world.stdout.write(
    `${severity} ${title}: ${state}, since ${dayOf(openedOn)}, ${total} found\n`,
  );
  await world.stdout.write(
    labels.map((label) => `  ${label.replaceAll(/\p{Cc}/gu, " ")}\n`).join(""),
  );
  const titles = ["when", "what", "state", "by", "note"];
  const rows = events.map((one) => [
    dayOf(one.happenedOn),
    one.event,
    one.state,
    one.actor,
    one.note ?? "",
  ]);
  await world.stdout.write(
    textTable(
      titles.map((name) => ({ title: name, max: 120 })),
      rows,
    ),
  );
}

/** `defender-graph alerts show` */
const show: Command = {
  name: "alerts show",
  summary: "Show an alert with its evidence and what happened to it",
  positionals: "<id>",
  about: `
  defender-graph alerts show 12`,
  flags: [databaseFlag, jsonFlag],
  async run(world, given) {
    const id = numberOf(given, "alert");
    const alert = await atDesk(world, given, (desk) => desk.perform(alertsGet, asOwner({ id })));
    if (given.on("json")) await world.stdout.write(`${JSON.stringify(alert)}\n`);
    else await write(world, alert);
    return 0;
  },
};

/** `defender-graph alerts dismiss` */
const dismiss: Command = {
  name: "alerts dismiss",
  summary: "Say that an alert is nothing to act on",
  positionals: "<id>",
  about: `
The alert stays dismissed until its rule finds something that was not there, or does not hold any more.

  defender-graph alerts dismiss 12 --note "Known: lab machines"`,
  flags: [databaseFlag, noteFlag],
  async run(world, given) {
    const id = numberOf(given, "alert");
    const note = given.text("note");
    await atDesk(world, given, async (desk) => {
      await desk.perform(alertsDismiss, asOwner({ id, ...(note === undefined ? {} : { note }) }));
      await desk.attend();
    });
    await world.stdout.write(`Alert ${id} is dismissed.\n`);
    return 0;
  },
};

/** `defender-graph alerts snooze` */
const snooze: Command = {
  name: "alerts snooze",
  summary: "Put an alert off",
  positionals: "<id>",
  about: `
Until then nobody is told of the alert, unless it closes.

  defender-graph alerts snooze 12 --until 2026-12-01T08:00:00Z`,
  flags: [
    databaseFlag,
    { name: "until", value: "<time>", help: "when it is to wake", isNeeded: true },
    noteFlag,
  ],
  async run(world, given) {
    const id = numberOf(given, "alert");
    const until = momentOf(given, "until");
    if (until === undefined) throw misuse("--until is missing: when is the alert to wake?");
    const note = given.text("note");
    const input = { id, until, ...(note === undefined ? {} : { note }) };
    await atDesk(world, given, (desk) => desk.perform(alertsSnooze, asOwner(input)));
    await world.stdout.write(`Alert ${id} is put off until ${dayOf(until)}.\n`);
    return 0;
  },
};

/** `defender-graph alerts reopen` */
const reopen: Command = {
  name: "alerts reopen",
  summary: "Open an alert again that was dismissed or put off",
  positionals: "<id>",
  about: `
  defender-graph alerts reopen 12`,
  flags: [databaseFlag],
  async run(world, given) {
    const id = numberOf(given, "alert");
    await atDesk(world, given, async (desk) => {
      await desk.perform(alertsReopen, asOwner({ id }));
      await desk.attend();
    });
    await world.stdout.write(`Alert ${id} is open again.\n`);
    return 0;
  },
};

/** The commands about alerts. */
export const alertCommands: readonly Command[] = [list, show, dismiss, snooze, reopen];
