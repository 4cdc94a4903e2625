import { channelsList } from "../service/channels/show-channels.ts";
import { channelsTest } from "../service/channels/test-channel.ts";
import { channelsCreate, channelsDelete } from "../service/channels/write-channels.ts";
import {
  deliveriesGet,
  deliveriesList,
  deliveriesRetry,
} from "../service/deliveries/deliveries.ts";
import { asOwner, atDesk, attended, dayOf, onlyWord } from "./at-desk.ts";
import { type Command, databaseFlag } from "./command.ts";
import type { Flag } from "./flag.ts";
import { jsonOf } from "./json-file.ts";
import { numberOf } from "./number-word.ts";
import { textTable } from "./text-table.ts";
import type { Desk } from "../service/desk.ts";
import type { World } from "./world.ts";

const jsonFlag: Flag = { name: "json", help: "print JSON" };

type Delivery = Awaited<ReturnType<typeof deliveriesGet.run>>;

function told({ id, state, attempts, lastError }: Delivery): string {
  if (state === "delivered") return `Delivery ${id} was taken.\n`;
  if (attempts === 0) return `Delivery ${id} is on its way: deliveries list tells how it went.\n`;
  const next = state === "dead" ? "It is given up." : "It is tried again.";
  return `Delivery ${id} was not taken. ${lastError ?? ""} ${next}\n`;
}

/** A delivery after its first attempt, if that ends soon. */
function outcomeOf(world: World, desk: Desk, id: number): Promise<Delivery> {
  return attended(
    { world, desk },
    () => desk.perform(deliveriesGet, asOwner({ id })),
    ({ attempts }) => attempts > 0,
  );
}

/** `defender-graph channels list` */
const list: Command = {
  name: "channels list",
  summary: "List where alerts can be sent",
  about: `
The channels, without their secrets.`,
  flags: [databaseFlag, jsonFlag],
  async run(world, given) {
    const { items } = await atDesk(world, given, (desk) => desk.perform(channelsList, asOwner({})));
    const table = textTable(
      ["id", "kind", "name", "state", "secrets"].map((title) => ({ title, max: 60 })),
      items.map(({ id, kind, name, enabled, secrets }) => [
        String(id),
        kind,
        name,
        enabled ? "on" : "off",
        secrets.join(", "),
      ]),
    );
    await world.stdout.write(given.on("json") ? `${JSON.stringify(items)}\n` : table);
    return 0;
  },
};

/** `defender-graph channels create` */
const create: Command = {
  name: "channels create",
  summary: "Make a channel from a JSON file",
  positionals: "<file>",
  about: `
Makes a channel of {"kind", "name", "settings", "secret"}, as docs/alerts.md tells for each kind: webhook, slack, teams,
email, jira, pagerduty, syslog. The secret is sealed and never shown again; remove the file after that.

  defender-graph channels create slack.json`,
  flags: [databaseFlag],
  async run(world, given) {
    const input = await jsonOf(world, onlyWord(given, "file"));
    const channel = await atDesk(world, given, (desk) =>
      desk.perform(channelsCreate, asOwner(input)),
    );
    await world.stdout.write(
      `Channel ${channel.id}, "${channel.name}", is there. Try it with: channels test ${channel.id}\n`,
    );
    return 0;
  },
};

/** `defender-graph channels test` */
const test: Command = {
  name: "channels test",
  summary: "Send a test through a channel",
  positionals: "<id>",
  about: `
Sends a test, and says whether it was taken. For Jira it makes an issue, for PagerDuty an incident that is resolved at once.

  defender-graph channels test 1`,
  flags: [databaseFlag],
  async run(world, given) {
    const id = numberOf(given, "channel");
    const delivery = await atDesk(world, given, async (desk) => {
      const { deliveryId } = await desk.perform(channelsTest, asOwner({ id }));
      return outcomeOf(world, desk, deliveryId);
    });
    await world.stdout.write(told(delivery));
    return delivery.state === "delivered" || delivery.attempts === 0 ? 0 : 1;
  },
};

/** `defender-graph channels delete` */
const remove: Command = {
  name: "channels delete",
  summary: "Delete a channel that no rule uses",
  positionals: "<id>",
  about: `
  defender-graph channels delete 1`,
  flags: [databaseFlag],
  async run(world, given) {
    const id = numberOf(given, "channel");
    await atDesk(world, given, (desk) => desk.perform(channelsDelete, asOwner({ id })));
    await world.stdout.write(`Channel ${id} is deleted.\n`);
    return 0;
  },
};

/** `defender-graph deliveries list` */
const deliveries: Command = {
  name: "deliveries list",
  summary: "List what was sent, is to be sent, and was given up",
  about: `
Deliveries, latest first. --state dead shows what was given up.

  defender-graph deliveries list --state dead`,
  flags: [
    databaseFlag,
    { name: "state", value: "<state>", help: "waiting, delivered, dead or all", otherwise: "all" },
    jsonFlag,
  ],
  async run(world, given) {
    const input = { state: given.text("state"), limit: 1_000 };
    const { items } = await atDesk(world, given, (desk) =>
      desk.perform(deliveriesList, asOwner(input)),
    );
    const titles = ["id", "channel", "alert", "what", "state", "attempts", "last or next", "error"];
    const table = textTable(
      titles.map((title) => ({ title, max: 100 })),
      items.map((one) => [
        String(one.id),
        String(one.channelId),
        String(one.alertId ?? "–"),
        one.event,
        one.state,
        String(one.attempts),
        dayOf(one.endedOn ?? one.nextOn),
        one.lastError ?? "",
      ]),
    );
    await world.stdout.write(given.on("json") ? `${JSON.stringify(items)}\n` : table);
    return 0;
  },
};

/** `defender-graph deliveries retry` */
const retry: Command = {
  name: "deliveries retry",
  summary: "Try again what was given up",
  positionals: "<id>",
  about: `
  defender-graph deliveries retry 12`,
  flags: [databaseFlag],
  async run(world, given) {
    const id = numberOf(given, "delivery");
    const delivery = await atDesk(world, given, async (desk) => {
      await desk.perform(deliveriesRetry, asOwner({ id }));
      return outcomeOf(world, desk, id);
    });
    await world.stdout.write(told(delivery));
    return delivery.state === "delivered" || delivery.attempts === 0 ? 0 : 1;
  },
};

/** The commands about where alerts are sent. */
export const channelCommands: readonly Command[] = [list, create, test, remove, deliveries, retry];
