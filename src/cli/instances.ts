import { instancesCreate } from "../service/instances/create-instance.ts";
import { instancesDelete } from "../service/instances/delete-instance.ts";
import { instancesEdit } from "../service/instances/edit-instance.ts";
import type { InstanceView } from "../service/instances/instance-view.ts";
import { instancesGet, instancesList } from "../service/instances/show-instances.ts";
import type { Command } from "./command.ts";
import type { Flag } from "./flag.ts";
import { type Given, misuse } from "./flags.ts";
import {
  asking,
  commonFlags,
  numberOf,
  settingFlags,
  settingsOf,
  timeText,
  withDesk,
} from "./instance-flags.ts";
import { credentialOf } from "./tenant-flags.ts";
import { grouped, textTable } from "./text-table.ts";
import type { World } from "./world.ts";

async function tell(world: World, given: Given, told: { json: unknown; text: string }): Promise<0> {
  const text = given.on("json") ? `${JSON.stringify(told.json)}\n` : told.text;
  await world.stdout.write(text);
  return 0;
}

function tableOf(instances: readonly InstanceView[]): string {
  if (instances.length === 0)
    return "There is no instance yet. Make one: defender-graph instances create --help\n";
  const rows = instances.map((one) => [
    String(one.id),
    one.accountName ?? "·",
    one.tenantId,
    one.state,
    one.pollingInterval,
    one.lastRun === null ? "·" : `${one.lastRun.state.replaceAll("_", " ")}`,
    timeText(one.lastRun?.endedOn ?? null),
    timeText(one.nextRunOn),
  ]);
  const columns = ["id", "Account", "Tenant", "State", "Polling", "Last run", "ended", "next"];
  const warnings = instances.flatMap(({ id, warnings: of }) =>
    of.map((text) => `  ${id}: ${text}\n`),
  );
  return (
    textTable(
      columns.map((title) => ({ title, max: 40 })),
      rows,
    ) + warnings.join("")
  );
}

/** `defender-graph instances list` */
export const instancesListCommand: Command = {
  name: "instances list",
  summary: "Show every instance (a tenant that is read) with its last run",
  about: `
An instance is a tenant with what is needed to read it: who the app registration is, its sealed secret, how often.
A tenant that collect read is an instance, too, read by hand. Times are UTC.

  defender-graph instances list`,
  flags: commonFlags,
  run: (world, given) =>
    withDesk(world, given, {
      mode: "read",
      async work(desk) {
        const { items } = await desk.perform(instancesList, asking({}));
        return tell(world, given, { json: items, text: tableOf(items) });
      },
    }),
};

/** `defender-graph instances create` */
export const instancesCreateCommand: Command = {
  name: "instances create",
  summary: "Connect a tenant: it is read at once and then at its polling interval",
  about: `
Keeps how a tenant is read, its secret sealed. A running server reads it at once and then on schedule; without one,
defender-graph start (or instances run) does.

  export DEFENDER_GRAPH_CLIENT_SECRET=…
  defender-graph instances create --tenant 00000000-… --client-id 11111111-… --account-name Contoso --polling FOUR_HOURS

The secret is the value of a client secret. It is asked for on a terminal when it is not in the environment, sealed with
AES-256-GCM, and never shown again.`,
  flags: [
    ...commonFlags,
    { name: "tenant", value: "<id>", help: "directory (tenant) id", isNeeded: true },
    {
      name: "client-id",
      value: "<id>",
      help: "application (client) id of the app registration; required but for a managed identity",
    },
    ...settingFlags,
    { name: "disabled", help: "keep it, but do not read it yet" },
  ],
  async run(world, given) {
    const input = {
      tenantId: given.text("tenant"),
      ...settingsOf(given),
      enabled: !given.on("disabled"),
      credential: await credentialOf(world, given),
    };
    return withDesk(world, given, {
      mode: "change",
      isNew: true,
      async work(desk) {
        const made = await desk.perform(instancesCreate, asking(input));
        const { id, accountName } = made;
        const text = `Instance ${id} (${accountName ?? ""}) is there. Test it: defender-graph instances test ${id}\n`;
        return tell(world, given, { json: made, text });
      },
    });
  },
};

/** What is said on the command line itself: a variable that is there for another command must not change an instance. */
function saidHere(given: Given): Given {
  const isHere = (name: string): boolean => given.origin(name).startsWith("--");
  return {
    ...given,
    text: (name) => (isHere(name) ? given.text(name) : undefined),
    texts: (name) => (isHere(name) ? given.texts(name) : []),
    number: (name) => (isHere(name) ? given.number(name) : undefined),
    on: (name) => isHere(name) && given.on(name),
  };
}

function withoutDefault(flag: Flag): Flag {
  const { otherwise, ...rest } = flag;
  return otherwise === undefined ? flag : rest;
}

/** `defender-graph instances edit` */
export const instancesEditCommand: Command = {
  name: "instances edit",
  positionals: "<id>",
  summary: "Change an instance; what is not said stays, also the secret",
  about: `
Changes what the flags say; variables of the environment change nothing here. --new-secret takes a new secret, from
DEFENDER_GRAPH_CLIENT_SECRET or the prompt, in place of the earlier one.

  defender-graph instances edit 3 --polling ONE_DAY --tag stage=prod
  defender-graph instances edit 3 --new-secret --secret-expires 2027-11-02`,
  flags: [
    ...commonFlags,
    { name: "client-id", value: "<id>", help: "application (client) id of the app registration" },
    // A default would be taken for what was said.
    ...settingFlags.map(withoutDefault),
    { name: "new-secret", help: "take a new secret" },
    { name: "account-tag", help: "write tag.AccountName again" },
    { name: "enable", help: "read it again" },
    { name: "disable", help: "do not read it any more, until it is enabled again" },
  ],
  async run(world, given) {
    const id = numberOf(given, "instance");
    const here = saidHere(given);
    const isNew =
      here.on("new-secret") ||
      here.on("managed-identity") ||
      here.text("certificate") !== undefined;
    if (here.on("enable") && here.on("disable")) throw misuse("--enable or --disable, not both.");
    const input = {
      id,
      ...settingsOf(here),
      ...(here.on("account-tag") ? { tagAccountName: true } : {}),
      ...(here.on("enable") ? { enabled: true } : {}),
      ...(here.on("disable") ? { enabled: false } : {}),
      ...(isNew ? { credential: await credentialOf(world, given) } : {}),
    };
    if (Object.keys(input).length === 1) throw misuse("What is to change? Say it with flags.");
    return withDesk(world, given, {
      mode: "change",
      async work(desk) {
        const changed = await desk.perform(instancesEdit, asking(input));
        return tell(world, given, { json: changed, text: tableOf([changed]) });
      },
    });
  },
};

/** `defender-graph instances delete` */
export const instancesDeleteCommand: Command = {
  name: "instances delete",
  positionals: "<id>",
  summary: "Delete an instance with its secret, and if you say so with its data",
  about: `
Says first what goes, and does nothing without --yes. With --data keep the graph and its history stay and can be asked;
with --data delete everything that was read of the tenant goes, now and in the past.

  defender-graph instances delete 3 --data keep
  defender-graph instances delete 3 --data delete --yes`,
  flags: [
    ...commonFlags,
    {
      name: "data",
      value: "<what>",
      help: "keep the graph and its history, or delete them",
      isNeeded: true,
    },
    { name: "yes", help: "do it; without, only what would go is told" },
  ],
  async run(world, given) {
    const id = numberOf(given, "instance");
    const data = given.text("data");
    return withDesk(world, given, {
      mode: "change",
      async work(desk) {
        const { accountName, holds } = await desk.perform(instancesGet, asking({ id }));
        const held = `${grouped(holds.entities)} entities, ${grouped(holds.relationships)} relationships, ${grouped(holds.versions)} earlier versions, ${grouped(holds.runs)} runs`;
        if (data !== "keep" && data !== "delete")
          throw misuse(`What becomes of the data (${held})? --data keep or --data delete.`);
        const fate = data === "keep" ? "its data stays" : "its data goes for good";
        const what = `Instance ${id} (${accountName ?? ""}): its secret and settings go, ${fate} (${held}).\n`;
        if (!given.on("yes")) {
          await world.stderr.write(`${what}Nothing was done. Say --yes to do it.\n`);
          return 1;
        }
        const gone = await desk.perform(instancesDelete, asking({ id, data }));
        // A server does it by itself; without one it is done here and now.
        if (desk.server === null) await desk.worker({ runs: 0, schedules: false }).turn();
        return tell(world, given, { json: gone, text: what });
      },
    });
  },
};
