import { styleText } from "node:util";
import { type Flag, type Given, variableOf } from "./flags.ts";
import type { World } from "./world.ts";

/** The exit code of a command: 0 done, 2 done in part, 1 failed. */
export type ExitCode = 0 | 1 | 2;

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
  run(world: World, given: Given): Promise<ExitCode>;
}

/** The flag that names the database; every command over a graph has it. */
export const databaseFlag: Flag = {
  name: "database",
  value: "<file>",
  help: "the graph's database file",
  otherwise: "defender-graph.duckdb",
};

/** Text in bold on a terminal, plain elsewhere. */
export function strong(text: string, world: World, stream: "stdout" | "stderr" = "stdout"): string {
  return colour(text, { world, stream, style: "bold" });
}

/** Text in a style on a terminal that wants colours, plain elsewhere. */
export function colour(
  text: string,
  how: {
    readonly world: World;
    readonly stream: "stdout" | "stderr";
    readonly style: "bold" | "dim" | "red" | "green" | "yellow" | "cyan";
  },
): string {
  const wanted = how.world[how.stream].isTTY && !how.world.environment["NO_COLOR"];
  return wanted ? styleText(how.style, text, { validateStream: false }) : text;
}

function flagLine(flag: Flag): string {
  const left =
    flag.environmentOnly === true
      ? variableOf(flag.name)
      : `--${flag.name} ${flag.value ?? ""}`.trimEnd();
  const fallback = flag.otherwise === undefined ? "" : ` (default: ${flag.otherwise})`;
  return `  ${left.padEnd(34)} ${flag.help}${fallback}`;
}

/** The help of one command. */
export function helpOf(command: Command): string {
  const usage = `defender-graph ${command.name} [flags] ${command.positionals ?? ""}`.trimEnd();
  const flags = command.flags.map(flagLine).join("\n");
  return [
    `${command.summary}\n`,
    `Usage: ${usage}\n`,
    command.about.trim(),
    "",
    "Flags (each also as an environment variable, DEFENDER_GRAPH_ and the name in capitals; a flag wins over the",
    "environment, the environment over a .env file in the working folder):",
    flags,
    "",
  ].join("\n");
}
