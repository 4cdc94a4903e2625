import { tokensCreate, tokensDelete, tokensList } from "../service/access/tokens.ts";
import { asOwner, atDesk, dayOf, onlyWord } from "./at-desk.ts";
import { type Command, databaseFlag } from "./command.ts";
import { misuse } from "./flags.ts";
import { textTable } from "./text-table.ts";

/** `defender-graph tokens list` */
const list: Command = {
  name: "tokens list",
  summary: "List the API tokens that let programs in",
  about: `
The API tokens with what they may do and when they were last used. The tokens themselves are not kept.`,
  flags: [databaseFlag, { name: "json", help: "print JSON" }],
  async run(world, given) {
    const { items } = await atDesk(world, given, (desk) => desk.perform(tokensList, asOwner({})));
    const titles = ["id", "name", "role", "instance", "holds until", "last used"];
    const table = textTable(
      titles.map((title) => ({ title })),
      items.map((token) => [
        String(token.id),
        token.name,
        token.role,
        token.instanceId === null ? "all" : String(token.instanceId),
        dayOf(token.endsOn),
        dayOf(token.usedOn),
      ]),
    );
    await world.stdout.write(given.on("json") ? `${JSON.stringify(items)}\n` : table);
    return 0;
  },
};

/** `defender-graph tokens create` */
const create: Command = {
  name: "tokens create",
  positionals: "<name>",
  summary: "Make an API token, which is shown once",
  about: `
Makes a token that lets a program in: Authorization: Bearer <token>. Only a hash of it is kept, so it is shown this once.

  defender-graph tokens create "nightly report" --role viewer --days 30
  defender-graph tokens create "customer portal" --role viewer --instance 3`,
  flags: [
    databaseFlag,
    {
      name: "role",
      value: "<role>",
      help: "viewer, editor or administrator",
      otherwise: "viewer",
    },
    {
      name: "days",
      value: "<n>",
      help: "for how many days it holds, at most 3650",
      otherwise: "90",
      most: 3_650,
    },
    {
      name: "instance",
      value: "<id>",
      help: "the only instance it is for; all when absent",
      most: 2_147_483_647,
    },
  ],
  async run(world, given) {
    const name = onlyWord(given, "token");
    const instanceId = given.number("instance");
    const input = {
      name,
      role: given.text("role"),
      days: given.number("days"),
      ...(instanceId === undefined ? {} : { instanceId }),
    };
    const made = await atDesk(world, given, (desk) => desk.perform(tokensCreate, asOwner(input)));
    await world.stdout.write(`${made.token}\n`);
    await world.stderr.write(
      `Token ${made.id} (${made.role}) holds until ${dayOf(made.endsOn)}. It is not shown again.\n`,
    );
    return 0;
  },
};

/** `defender-graph tokens delete` */
const remove: Command = {
  name: "tokens delete",
  positionals: "<id>",
  summary: "Take an API token away",
  about: `
Takes a token away; what shows it is refused from then on.

  defender-graph tokens delete 4`,
  flags: [databaseFlag],
  async run(world, given) {
    const word = onlyWord(given, "token");
    const id = Number(word);
    if (!Number.isInteger(id))
      throw misuse(
        `A token is named by its number (defender-graph tokens list), not by "${word}".`,
      );
    await atDesk(world, given, (desk) => desk.perform(tokensDelete, asOwner({ id })));
    await world.stdout.write(`Token ${id} is taken away.\n`);
    return 0;
  },
};

/** The commands about API tokens. */
export const tokenCommands: readonly Command[] = [list, create, remove];
