import { rulesEvaluations, rulesGet, rulesList, rulesPack } from "../service/rules/show-rules.ts";
import {
  rulesCreate,
  rulesDelete,
  rulesDisable,
  rulesEnable,
  rulesEvaluate,
} from "../service/rules/write-rules.ts";
import { asOwner, atDesk, attended, dayOf, onlyWord } from "./at-desk.ts";
import { type Command, databaseFlag } from "./command.ts";
import type { Flag } from "./flag.ts";
import { type Given, misuse } from "./flags.ts";
import { jsonOf } from "./json-file.ts";
import { numberOf } from "./number-word.ts";
import { parametersOf } from "./parameters.ts";
import { textTable } from "./text-table.ts";

const jsonFlag: Flag = { name: "json", help: "print JSON" };

/** `defender-graph rules list` */
const list: Command = {
  name: "rules list",
  summary: "List the rules, and those of the pack that are off",
  about: `
Every rule with its last evaluation, and below them the rules that ship and were not switched on yet.

  defender-graph rules list`,
  flags: [databaseFlag, jsonFlag],
  async run(world, given) {
    const { rules, pack } = await atDesk(world, given, async (desk) => ({
      rules: (await desk.perform(rulesList, asOwner({}))).items,
      pack: (await desk.perform(rulesPack, asOwner({}))).items,
    }));
    if (given.on("json")) {
      await world.stdout.write(`${JSON.stringify({ rules, pack })}\n`);
      return 0;
    }
    const titles = ["id", "state", "severity", "rule", "last evaluation", "found"];
    const rows = rules.map(({ id, enabled, severity, name, last }) => [
      String(id),
      enabled ? "on" : "off",
      severity,
      name,
      last === null ? "not yet" : `${dayOf(last.endedOn)} ${last.outcome}`,
      last === null ? "" : String(last.total),
    ]);
    const off = pack
      .filter(({ ruleId }) => ruleId === null)
      .map(({ id, severity, name }) => [id, "off", severity, name, "", ""]);
    const columns = titles.map((title) => ({ title, max: 80 }));
    await world.stdout.write(textTable(columns, [...rows, ...off]));
    return 0;
  },
};

function notifiesOf(given: Given): readonly object[] {
  return given.texts("channel").map((text) => {
    if (/^\d{1,9}$/.test(text)) return { kind: "notify", channelId: Number(text) };
    throw misuse(`${given.origin("channel")} wants the number of a channel, not "${text}".`);
  });
}

function tagsOf(given: Given): readonly object[] {
  return Object.entries(
    parametersOf(given.texts("tag").map((text) => (text.includes("=") ? text : `${text}=true`))),
  ).map(([name, value]) => ({ kind: "tag", name, value }));
}

/** `defender-graph rules enable` */
const enable: Command = {
  name: "rules enable",
  summary: "Switch on a rule, or one of the pack",
  positionals: "<id or name>",
  about: `
Switches on a rule by its number, or one of the pack by its name. It is evaluated at once and then after every run (or at
its interval). What is not said stays as it was.

  defender-graph rules enable device-silent --param days=14 --channel 1
  defender-graph rules enable exposure-rose --severity CRITICAL
  defender-graph rules enable known-exploited --tag urgent --tag handledBy=soc`,
  flags: [
    databaseFlag,
    { name: "severity", value: "<severity>", help: "INFO, LOW, MEDIUM, HIGH or CRITICAL" },
    {
      name: "param",
      value: "<name=value>",
      many: true,
      help: "a value for one of the rule's parameters; may be repeated",
    },
    { name: "channel", value: "<id>", many: true, help: "tell this channel; may be repeated" },
    {
      name: "tag",
      value: "<name[=value]>",
      many: true,
      help: "tag what it finds, for as long as it finds it; may be repeated",
    },
  ],
  async run(world, given) {
    const id = onlyWord(given, "rule");
    const severity = given.text("severity");
    const actions = [...notifiesOf(given), ...tagsOf(given)];
    const input = {
      id,
      parameters: parametersOf(given.texts("param")),
      ...(severity === undefined ? {} : { severity }),
      ...(actions.length === 0 ? {} : { actions }),
    };
    const rule = await atDesk(world, given, async (desk) => {
      const enabled = await desk.perform(rulesEnable, asOwner(input));
      return attended(
        { world, desk },
        () => desk.perform(rulesGet, asOwner({ id: enabled.id })),
        ({ last }) => last !== null,
      );
    });
    const { last } = rule;
    const found =
      last === null ? "It is evaluated in a moment." : `It found ${last.total} (${last.outcome}).`;
    await world.stdout.write(`Rule ${rule.id}, "${rule.name}", is on. ${found}\n`);
    return 0;
  },
};

/** `defender-graph rules disable` */
const disable: Command = {
  name: "rules disable",
  summary: "Switch off a rule",
  positionals: "<id>",
  about: `
The rule is not evaluated any more; an open alert of it stays as it is.

  defender-graph rules disable 3`,
  flags: [databaseFlag],
  async run(world, given) {
    const id = numberOf(given, "rule");
    const rule = await atDesk(world, given, (desk) => desk.perform(rulesDisable, asOwner({ id })));
    await world.stdout.write(`Rule ${id}, "${rule.name}", is off.\n`);
    return 0;
  },
};

/** `defender-graph rules evaluate` */
const evaluate: Command = {
  name: "rules evaluate",
  summary: "Evaluate a rule now, and see how its last evaluations went",
  positionals: "<id>",
  about: `
Has a rule evaluated against the graph as it is, with all that follows: alerts, and what is to be told of them.

  defender-graph rules evaluate 3`,
  flags: [databaseFlag, jsonFlag],
  async run(world, given) {
    const id = numberOf(given, "rule");
    const { items } = await atDesk(world, given, async (desk) => {
      const find = () => desk.perform(rulesEvaluations, asOwner({ id, limit: 10 }));
      const before = (await find()).items[0]?.id;
      await desk.perform(rulesEvaluate, asOwner({ id }));
      return attended({ world, desk }, find, ({ items }) => items[0]?.id !== before);
    });
    const titles = ["when", "for", "outcome", "found", "added", "gone", "ms", "note"];
    const table = textTable(
      titles.map((title) => ({ title, max: 100 })),
      items.map((one) => [
        dayOf(one.endedOn),
        one.cause,
        one.outcome,
        ...[one.total, one.added, one.removed, one.ms].map(String),
        one.note ?? "",
      ]),
    );
    await world.stdout.write(given.on("json") ? `${JSON.stringify(items)}\n` : table);
    return 0;
  },
};

/** `defender-graph rules create` */
const create: Command = {
  name: "rules create",
  summary: "Make a rule from a JSON file",
  positionals: "<file>",
  about: `
Makes a rule of {"name", "queries": [{"query"}], "condition", "severity", …}, as docs/alerts.md tells.

  defender-graph rules create rule.json`,
  flags: [databaseFlag],
  async run(world, given) {
    const input = await jsonOf(world, onlyWord(given, "file"));
    const rule = await atDesk(world, given, async (desk) => {
      const made = await desk.perform(rulesCreate, asOwner(input));
      await desk.attend();
      return made;
    });
    await world.stdout.write(
      `Rule ${rule.id}, "${rule.name}", is ${rule.enabled ? "on" : "off"}.\n`,
    );
    return 0;
  },
};

/** `defender-graph rules delete` */
const remove: Command = {
  name: "rules delete",
  summary: "Delete a rule; its alerts stay",
  positionals: "<id>",
  about: `
  defender-graph rules delete 3`,
  flags: [databaseFlag],
  async run(world, given) {
    const id = numberOf(given, "rule");
    await atDesk(world, given, (desk) => desk.perform(rulesDelete, asOwner({ id })));
    await world.stdout.write(`Rule ${id} is deleted.\n`);
    return 0;
  },
};

/** The commands about rules. */
export const ruleCommands: readonly Command[] = [list, enable, disable, evaluate, create, remove];
