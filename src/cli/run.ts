import { Failure } from "../base/failure.ts";
import { backup } from "./backup.ts";
import { changes } from "./changes.ts";
import { collect } from "./collect.ts";
import { didYouMean } from "../j1ql/suggest.ts";
import { type Command, type ExitCode, colour, helpOf, strong } from "./command.ts";
import { compact } from "./compact.ts";
import { demo } from "./demo.ts";
import { doctor } from "./doctor.ts";
import { entity } from "./entity.ts";
import { exportGraph } from "./export.ts";
import { guessFlags, misuse, readFlags } from "./flags.ts";
import { history } from "./history.ts";
import { identities } from "./identities.ts";
import { identityForget, identityLink, identityUnlink } from "./identity-link.ts";
import {
  instancesCreateCommand,
  instancesDeleteCommand,
  instancesEditCommand,
  instancesListCommand,
} from "./instances.ts";
import {
  instancesCancelCommand,
  instancesRunCommand,
  instancesTestCommand,
} from "./instances-run.ts";
import { keyRotate } from "./key-rotate.ts";
import { runsCancelCommand, runsCommand, runsShowCommand } from "./runs.ts";
import { j1qlCheck } from "./j1ql-check.ts";
import { publishJupiterOne } from "./publish-jupiterone.ts";
import { query } from "./query.ts";
import { migrate } from "./migrate.ts";
import { restore } from "./restore.ts";
import { sampleTenant } from "./sample-tenant.ts";
import { start } from "./start.ts";
import { tokenCommands } from "./tokens.ts";
import { tour } from "./tour.ts";
import { alertCommands } from "./alerts.ts";
import { channelCommands } from "./channels.ts";
import { questionCommands } from "./questions.ts";
import { ruleCommands } from "./rules.ts";
import { userCommands } from "./users.ts";
import { verify } from "./verify.ts";
import type { World } from "./world.ts";

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  demo,
  start,
  collect,
  instancesListCommand,
  instancesCreateCommand,
  instancesEditCommand,
  instancesDeleteCommand,
  instancesTestCommand,
  instancesRunCommand,
  instancesCancelCommand,
  runsShowCommand,
  runsCancelCommand,
  runsCommand,
  keyRotate,
  query,
  changes,
  history,
  entity,
  identityLink,
  identityUnlink,
  identityForget,
  identities,
  exportGraph,
  publishJupiterOne,
  backup,
  restore,
  migrate,
  verify,
  compact,
  doctor,
  ...questionCommands,
  ...ruleCommands,
  ...alertCommands,
  ...channelCommands,
  ...userCommands,
  ...tokenCommands,
  j1qlCheck,
  sampleTenant,
  tour,
];

/** Commands with what they do, those whose name begins with a word. */
function listOf(begin = ""): string {
  const named = commands.filter(({ name }) => begin === "" || name.startsWith(`${begin} `));
  const width = Math.max(...named.map(({ name }) => name.length));
  return named.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join("\n");
}

function generalHelp(world: World): string {
  return [
    `${strong("defender-graph", world)} ${world.version}`,
    "A Microsoft Defender for Endpoint tenant as a graph that a security team can see and question.",
    "",
    "Usage: defender-graph <command> [flags]",
    "",
    listOf(),
    "",
    "Exit code: 0 done, 1 failed or refused (standard error says why), 2 done in part (collect, publish, instances run);",
    "a command's own help says where it means something else.",
    "",
    "defender-graph <command> --help tells more. New here? Start with: defender-graph demo",
    "",
  ].join("\n");
}

/** A word that begins a command's name, or is a slip away from one. */
function near(word: string): string {
  const names = commands.map(({ name }) => name);
  const begun = word === "" ? undefined : names.find((name) => name.startsWith(word));
  return begun === undefined ? didYouMean(word, names) : ` Did you mean \`${begun}\`?`;
}

function commandOf(args: readonly string[]): { command: Command; rest: readonly string[] } | null {
  for (const command of commands) {
    const words = command.name.split(" ");
    if (words.every((word, at) => args[at] === word))
      return { command, rest: args.slice(words.length) };
  }
  return null;
}

const helpWords: readonly (string | undefined)[] = [undefined, "help", "--help", "-h"];
const versionWords: readonly (string | undefined)[] = ["--version", "-v"];

async function runCommand(world: World): Promise<ExitCode> {
  const [first, ...others] = world.arguments;
  if (helpWords.includes(first)) {
    await help(world, commandOf(others)?.command);
    return first === undefined ? 1 : 0;
  }
  if (versionWords.includes(first)) {
    await world.stdout.write(`${world.version}\n`);
    return 0;
  }
  const found = commandOf(world.arguments);
  if (found === null) return listCommands(world, first ?? "", others);
  const { command, rest } = found;
  if (!rest.includes("--help") && !rest.includes("-h")) return obey(world, command, rest);
  await help(world, command);
  return 0;
}

/** Such as `rules --help`: the commands that begin so. Throws a `usage` failure where none does. */
async function listCommands(
  world: World,
  word: string,
  others: readonly string[],
): Promise<ExitCode> {
  const list =
    word === "" || !others.every((other) => helpWords.includes(other)) ? "" : listOf(word);
  if (list === "") throw misuse(`There is no command "${word}".${near(word)}`);
  await world.stdout.write(`Usage: defender-graph ${word} … [flags]\n\n${list}\n`);
  return others.length === 0 ? 1 : 0;
}

async function help(world: World, command: Command | undefined): Promise<void> {
  await world.stdout.write(command === undefined ? generalHelp(world) : helpOf(command));
}

/** Runs a command. When it fails, a program that waits for JSON gets some before the failure goes on its way. */
async function obey(world: World, command: Command, rest: readonly string[]): Promise<ExitCode> {
  const startedOn = world.clock.now();
  try {
    const given = readFlags(rest, command.flags, world.environment);
    if (command.positionals === undefined && given.positionals.length > 0)
      throw misuse(`${command.name} takes flags only: what is "${given.positionals.join(" ")}"?`);
    return await command.run(world, given);
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    const given = guessFlags(rest, command.flags, world.environment);
    const reply = command.failureReply?.(failure, { world, given, startedOn }) ?? null;
    if (reply !== null) await world.stdout.write(`${JSON.stringify(reply)}\n`);
    throw failure;
  }
}

/** Runs one command line to its exit code. Failures of the world become a sentence on standard error. */
export async function runCommandLine(world: World): Promise<ExitCode> {
  try {
    return await runCommand(world);
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    await world.stderr.write(
      `${colour("error", { world, stream: "stderr", style: "red" })}: ${failure.message}\n`,
    );
    if (failure.code === "usage") {
      const name = commandOf(world.arguments)?.command.name;
      await world.stderr.write(
        `See: defender-graph ${name === undefined ? "" : `${name} `}--help\n`,
      );
    }
    return 1;
  }
}
