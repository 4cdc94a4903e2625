import { styleText } from "node:util";
import { isOnServer } from "../base/database-name.ts";
import type { EpochMs } from "../base/clock.ts";
import type { Failure } from "../base/failure.ts";
import { type Flag, variableOf } from "./flag.ts";
import { type Given, misuse } from "./flags.ts";
import type { World } from "./world.ts";

/** The exit code of a command: 0 done, 2 done in part, 1 failed. */
export type ExitCode = 0 | 1 | 2;

/** What was asked for when a command failed. */
export interface Asked {
  readonly world: World;
  readonly given: Given;
  readonly startedOn: EpochMs;
}

/** One command of the command line. */
export interface Command {
  /** Such as `collect`, or `j1ql check`. */
  readonly name: string;
  /** What stands after the flags, such as `'<J1QL>'`. */
  readonly positionals?: string;
  readonly summary: string;
  /** A paragraph and examples that teach the command. */
  readonly about: string;
  readonly flags: readonly Flag[];
  /** What a program that reads standard output gets when the command fails; `null` when a person reads it. */
  failureReply?(failure: Failure, asked: Asked): object | null;
  run(world: World, given: Given): Promise<ExitCode>;
}

/** The flag that names the database; every command over a graph has it. */
export const databaseFlag: Flag = {
  name: "database",
  value: "<file or postgres://…>",
  help: "the graph's database",
  otherwise: "defender-graph.duckdb",
};

/** The database that a command is about: a file or an address. Throws a `usage` failure for another kind of address. */
export function databaseOf(given: Given): string {
  const database = given.text("database") ?? "";
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(database)?.[0];
  if (scheme === undefined || isOnServer(database)) return database;
  throw misuse(
    `${given.origin("database")} wants a file or postgres://…: a database at ${scheme}… is not supported.`,
  );
}

/** Text in bold on a terminal, plain elsewhere. */
export function strong(text: string, world: World, stream: "stdout" | "stderr" = "stdout"): string {
  return colour(text, { world, stream, style: "bold" });
}

/** What says whether a terminal is there, and what it wants. */
export type Screen = Pick<World, "stdout" | "stderr" | "environment">;

/** Whether a stream is a terminal that colours and moves. */
export function isLively({ environment, ...screen }: Screen, stream: "stdout" | "stderr"): boolean {
  return screen[stream].isTTY && !environment["NO_COLOR"] && environment["TERM"] !== "dumb";
}

/** Text in a style on a terminal that wants colours, plain elsewhere. */
export function colour(
  text: string,
  how: {
    readonly world: Screen;
    readonly stream: "stdout" | "stderr";
    readonly style: "bold" | "dim" | "red" | "green" | "yellow" | "cyan";
  },
): string {
  if (!isLively(how.world, how.stream)) return text;
  return styleText(how.style, text, { validateStream: false });
}

/** How wide a help is, and where it tells what a flag is for, in characters. */
const helpWidth = 120;
const helpColumn = 37;

function flagLine(flag: Flag): string {
  const left =
    flag.environmentOnly === true
      ? variableOf(flag.name)
      : `--${flag.name} ${flag.value ?? ""}`.trimEnd();
  const fallback = flag.otherwise === undefined ? "" : ` (default: ${flag.otherwise})`;
  const needed = flag.isNeeded === true ? " (required)" : "";
  return `  ${left.padEnd(helpColumn - 3)} ${wrapped(`${flag.help}${needed}${fallback}`, helpColumn)}`;
}

/** Words in lines of a width that stand below one another. */
function wrapped(text: string, column = 0): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (line === undefined || `${line} ${word}`.length > helpWidth - column) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join(`\n${" ".repeat(column)}`);
}

/** Paragraphs in lines of the help's width; what is indented (examples) stays as it is. */
function flowed(text: string): string {
  const paragraphs = text.replace(/^\n/, "").split(/\n\n+/);
  return paragraphs.map((one) => (one.startsWith(" ") ? one : wrapped(one))).join("\n\n");
}

/** The help of one command. */
export function helpOf(command: Command): string {
  const usage =
    `defender-graph ${command.name}${command.flags.length > 0 ? " [flags]" : ""} ${command.positionals ?? ""}`.trimEnd();
  const about = `${command.summary}\n\nUsage: ${usage}\n\n${flowed(command.about)}\n`;
  if (command.flags.length === 0) return about;
  return [
    about,
    "Flags (each also as an environment variable, DEFENDER_GRAPH_ and the name in capitals; a flag wins over the",
    "environment, the environment over a .env file in the working folder):",
    ...command.flags.map(flagLine),
    "",
  ].join("\n");
}
