import { identitiesForget, identitiesLink } from "../service/identity-verbs.ts";
import { asOwner, atDesk } from "./at-desk.ts";
import { type Command, type ExitCode, databaseFlag } from "./command.ts";
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

async function say(world: World, text: string): Promise<ExitCode> {
  await world.stdout.write(`${text}\n`);
  return 0;
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
  async run(world, given) {
    const account = accountIn(given, "identities link");
    const user = given.text("user");
    if (user === undefined) throw misuse("--user is missing: whose is the account?");
    const input = asOwner({ account, user, note: given.text("note") ?? null });
    const linked = await atDesk(world, given, (desk) => desk.perform(identitiesLink, input));
    const whose = `${linked.account} is ${String(linked.user)}`;
    return say(world, `${whose}: the next collect brings it into the graph.`);
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
  async run(world, given) {
    const account = accountIn(given, "identities unlink");
    const input = asOwner({ account, user: null, note: given.text("note") ?? null });
    const linked = await atDesk(world, given, (desk) => desk.perform(identitiesLink, input));
    return say(world, `${linked.account} is nobody's: the next collect takes it out of the graph.`);
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
  async run(world, given) {
    const input = asOwner({ account: accountIn(given, "identities forget") });
    const forgot = await atDesk(world, given, (desk) => desk.perform(identitiesForget, input));
    const what = `What was said of ${forgot.account} is forgotten`;
    return say(world, `${what}: the next collect finds out by itself.`);
  },
};
