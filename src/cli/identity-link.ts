import type { Desk } from "../service/desk.ts";
import { type Command, type ExitCode, databaseFlag, databaseOf } from "./command.ts";
import { type Given, misuse } from "./flags.ts";
import type { World } from "./world.ts";

const noteFlag = { name: "note", value: "<text>", help: "why; shown beside the account" };

function accountIn(given: Given, command: string): string {
  const [account, ...more] = given.positionals;
  if (account !== undefined && account !== "" && more.length === 0) return account;
  throw misuse(
    `${command} wants one account, its domain\\user or _key, in quotes after the flags.`,
  );
}

async function atDesk(
  world: World,
  given: Given,
  act: (desk: Desk) => Promise<string>,
): Promise<ExitCode> {
  const desk = await world.openDesk({ database: databaseOf(given), mode: "write" });
  try {
    await world.stdout.write(`${await act(desk)}\n`);
    return 0;
  } finally {
    await desk.close();
  }
}

/** `defender-graph identities link` */
export const identityLink: Command = {
  name: "identities link",
  positionals: "'<account>'",
  summary: "Say whose an account is",
  about: `
The next run goes by it, before every method, with method manual. The user is named by _key, object id, user principal
name or mail.

  defender-graph identities link --user ada@contoso.com --note 'asked her' 'contoso\\ada'`,
  flags: [
    databaseFlag,
    { name: "user", value: "<user>", help: "the directory user whose it is" },
    noteFlag,
  ],
  run(world, given) {
    const account = accountIn(given, "identities link");
    const user = given.text("user");
    if (user === undefined) throw misuse("--user is missing: whose is the account?");
    return atDesk(world, given, async (desk) => {
      const linked = await desk.linkIdentity({ account, user, note: given.text("note") ?? null });
      return `${linked.account} is ${String(linked.user)}: the next collect brings it into the graph.`;
    });
  },
};

/** `defender-graph identities unlink` */
export const identityUnlink: Command = {
  name: "identities unlink",
  positionals: "'<account>'",
  summary: "Say that an account is nobody's",
  about: `
The next run takes its link to a user away, makes no other, and counts it as unmatched no more.

  defender-graph identities unlink 'contoso\\kiosk'`,
  flags: [databaseFlag, noteFlag],
  run(world, given) {
    const account = accountIn(given, "identities unlink");
    return atDesk(world, given, async (desk) => {
      const note = given.text("note") ?? null;
      const linked = await desk.linkIdentity({ account, user: null, note });
      return `${linked.account} is nobody's: the next collect takes it out of the graph.`;
    });
  },
};

/** `defender-graph identities forget` */
export const identityForget: Command = {
  name: "identities forget",
  positionals: "'<account>'",
  summary: "Take back what was said of an account",
  about: `
The next run finds out by itself again.

  defender-graph identities forget 'contoso\\ada'`,
  flags: [databaseFlag],
  run(world, given) {
    const account = accountIn(given, "identities forget");
    return atDesk(world, given, async (desk) => {
      const { account: key } = await desk.forgetIdentity(account);
      return `What was said of ${key} is forgotten: the next collect finds out by itself.`;
    });
  },
};
