import type { z } from "zod";
import type { userView } from "../service/access/user-view.ts";
import {
  usersCreate,
  usersDelete,
  usersEdit,
  usersList,
  usersReset,
} from "../service/access/users.ts";
import type { Desk } from "../service/desk.ts";
import { asOwner, atDesk, dayOf, onlyWord } from "./at-desk.ts";
import { type Command, databaseFlag } from "./command.ts";
import type { Flag } from "./flag.ts";
import { misuse } from "./flags.ts";
import { newPassword, passwordFlag, toldPassword } from "./new-password.ts";
import { textTable } from "./text-table.ts";

type User = z.output<typeof userView>;

const jsonFlag: Flag = { name: "json", help: "print JSON" };

const roleFlag: Flag = { name: "role", value: "<role>", help: "viewer, editor or administrator" };

const nameFlag: Flag = { name: "display-name", value: "<name>", help: "the name that is shown" };

function stateOf({ disabled, hasPassword, singleSignOn }: User): string {
  if (disabled) return "kept out";
  const ways = [...(hasPassword ? ["password"] : []), ...(singleSignOn ? ["single sign-on"] : [])];
  return ways.join(", ");
}

async function userCalled(desk: Desk, name: string): Promise<User> {
  const { items } = await desk.perform(usersList, asOwner({}));
  const user = items.find((one) => one.name === name.toLowerCase());
  if (user !== undefined) return user;
  throw misuse(`There is no user called ${name}. See who there is with: defender-graph users list`);
}

/** `defender-graph users list` */
const list: Command = {
  name: "users list",
  summary: "List who may log in",
  about: `
Who may log in to the server over this database, with their roles and when they last did.`,
  flags: [databaseFlag, jsonFlag],
  async run(world, given) {
    const { items } = await atDesk(world, given, (desk) => desk.perform(usersList, asOwner({})));
    const table = textTable(
      ["name", "shown as", "role", "comes in by", "last log-in"].map((title) => ({ title })),
      items.map((user) => [
        user.name,
        user.displayName,
        user.role,
        stateOf(user),
        dayOf(user.lastLoginOn),
      ]),
    );
    await world.stdout.write(given.on("json") ? `${JSON.stringify(items)}\n` : table);
    return 0;
  },
};

/** `defender-graph users create` */
const create: Command = {
  name: "users create",
  positionals: "<name>",
  summary: "Let somebody in",
  about: `
Makes a user. The password comes from DEFENDER_GRAPH_PASSWORD, is asked for on a terminal, or is made up and printed.
Works while a server serves the database, and before the first start, too.

  defender-graph users create ada@example.com --role administrator`,
  flags: [databaseFlag, { ...roleFlag, isNeeded: true }, nameFlag, passwordFlag],
  async run(world, given) {
    const name = onlyWord(given, "user");
    const role = given.text("role");
    if (role === undefined) throw misuse("--role is missing: viewer, editor or administrator?");
    const fresh = await newPassword(world, given);
    const displayName = given.text("display-name");
    const input = {
      name,
      role,
      password: fresh.password,
      ...(displayName === undefined ? {} : { displayName }),
    };
    const user = await atDesk(world, given, (desk) => desk.perform(usersCreate, asOwner(input)));
    await world.stdout.write(`${user.name} may log in as ${user.role}.\n${toldPassword(fresh)}`);
    return 0;
  },
};

/** `defender-graph users edit` */
const edit: Command = {
  name: "users edit",
  positionals: "<name>",
  summary: "Change what somebody may do, or keep them out",
  about: `
Changes a user's role or shown name, or keeps them out (and logs them out) without forgetting them.

  defender-graph users edit ada@example.com --role viewer
  defender-graph users edit ada@example.com --disable`,
  flags: [
    databaseFlag,
    roleFlag,
    nameFlag,
    { name: "disable", help: "keep them out" },
    { name: "enable", help: "let them in again" },
  ],
  async run(world, given) {
    const name = onlyWord(given, "user");
    if (given.on("enable") && given.on("disable"))
      throw misuse("--enable and --disable together mean nothing.");
    const [role, displayName] = [given.text("role"), given.text("display-name")];
    const wanted = {
      ...(role === undefined ? {} : { role }),
      ...(displayName === undefined ? {} : { displayName }),
      ...(given.on("disable") ? { disabled: true } : {}),
      ...(given.on("enable") ? { disabled: false } : {}),
    };
    const user = await atDesk(world, given, async (desk) => {
      const { id } = await userCalled(desk, name);
      return desk.perform(usersEdit, asOwner({ id, ...wanted }));
    });
    await world.stdout.write(
      `${user.name} is ${user.role}${user.disabled ? ", and kept out" : ""}.\n`,
    );
    return 0;
  },
};

/** `defender-graph users delete` */
const remove: Command = {
  name: "users delete",
  positionals: "<name>",
  summary: "Remove somebody, with their sessions and API tokens",
  about: `
Removes a user. What they did stays in the audit log.

  defender-graph users delete ada@example.com`,
  flags: [databaseFlag],
  async run(world, given) {
    const name = onlyWord(given, "user");
    await atDesk(world, given, async (desk) => {
      const { id } = await userCalled(desk, name);
      return desk.perform(usersDelete, asOwner({ id }));
    });
    await world.stdout.write(`${name} is removed.\n`);
    return 0;
  },
};

/** `defender-graph users reset` */
const reset: Command = {
  name: "users reset",
  positionals: "<name>",
  summary: "Set a forgotten password anew",
  about: `
Gives a user a new password, lets them in again if they were kept out or had failed too often, and ends their sessions.
For whoever can read the database: nobody need be logged in.

  defender-graph users reset ada@example.com`,
  flags: [databaseFlag, passwordFlag],
  async run(world, given) {
    const name = onlyWord(given, "user");
    const fresh = await newPassword(world, given);
    const input = { name, password: fresh.password };
    const user = await atDesk(world, given, (desk) => desk.perform(usersReset, asOwner(input)));
    await world.stdout.write(`${user.name} has a new password.\n${toldPassword(fresh)}`);
    return 0;
  },
};

/** The commands about who may log in. */
export const userCommands: readonly Command[] = [list, create, edit, remove, reset];
