import { identitiesForget, identitiesLink } from "../service/identity-verbs.ts";
import type { Desk } from "../service/desk.ts";
import { runsGet } from "../service/runs/show-runs.ts";
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

/** Says something of an account, and sees to it that the graph says so, too. */
async function say(
  world: World,
  given: Given,
  saying: (desk: Desk) => Promise<{ readonly run: number; readonly text: string }>,
): Promise<ExitCode> {
  return atDesk<ExitCode>(world, given, async (desk) => {
    const { run, text } = await saying(desk);
    await world.stdout.write(`${text}: ${await broughtBy(desk, run)}.\n`);
    return 0;
  });
}

/** What became of the run that brings it into the graph: a server carries it out, or this command does. */
async function broughtBy(desk: Desk, run: number): Promise<string> {
  if (desk.server !== null)
    return `the server brings it into the graph within moments (run ${run}), or after the run under way`;
  const worker = desk.worker({ schedules: false, only: "compute" });
  await worker.turn();
  await worker.idle();
  const { state, reason } = await desk.perform(runsGet, asOwner({ id: run }));
  if (state === "completed" || state === "completed_with_problems") return "it is in the graph";
  if (state === "queued") return `run ${run} brings it into the graph after the one under way`;
  return `run ${run} could not bring it into the graph yet, the next collect does (${reason ?? state})`;
}

/** `defender-graph identities link` */
export const identityLink: Command = {
  name: "identities link",
  positionals: "'<account>'",
  summary: "Say whose an account is",
  about: `
It goes before every method, with method manual, and into the graph at once: nothing is read for that. The user is named
by _key, object id, user principal name or mail.

  defender-graph identities link --user ada@contoso.com --note 'asked her' 'contoso\\ada'`,
  flags: [
    databaseFlag,
    { name: "user", value: "<user>", help: "the directory user whose it is", isNeeded: true },
    noteFlag,
  ],
  async run(world, given) {
    const account = accountIn(given, "identities link");
    const user = given.text("user");
    if (user === undefined) throw misuse("--user is missing: whose is the account?");
    const input = asOwner({ account, user, note: given.text("note") ?? null });
    return say(world, given, async (desk) => {
      const { run, ...linked } = await desk.perform(identitiesLink, input);
      return { run, text: `${linked.account} is ${String(linked.user)}` };
    });
  },
};

/** `defender-graph identities unlink` */
export const identityUnlink: Command = {
  name: "identities unlink",
  positionals: "'<account>'",
  summary: "Say that an account is nobody's",
  about: `
Its link to a user goes at once, no other is made, and it counts as unmatched no more.

  defender-graph identities unlink 'contoso\\kiosk'`,
  flags: [databaseFlag, noteFlag],
  async run(world, given) {
    const account = accountIn(given, "identities unlink");
    const input = asOwner({ account, user: null, note: given.text("note") ?? null });
    return say(world, given, async (desk) => {
      const linked = await desk.perform(identitiesLink, input);
      return { run: linked.run, text: `${linked.account} is nobody's` };
    });
  },
};

/** `defender-graph identities forget` */
export const identityForget: Command = {
  name: "identities forget",
  positionals: "'<account>'",
  summary: "Take back what was said of an account",
  about: `
Whose it is is found out again at once, from what was read last.

  defender-graph identities forget 'contoso\\ada'`,
  flags: [databaseFlag],
  async run(world, given) {
    const input = asOwner({ account: accountIn(given, "identities forget") });
    return say(world, given, async (desk) => {
      const forgot = await desk.perform(identitiesForget, input);
      return { run: forgot.run, text: `What was said of ${forgot.account} is forgotten` };
    });
  },
};
