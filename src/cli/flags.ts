import { parseArgs } from "node:util";
import { Failure } from "../base/failure.ts";

/** An option of a command. Its environment variable is `DEFENDER_GRAPH_` and the name in capitals. */
export interface Flag {
  readonly name: string;
  /** What stands for the value in the help, such as `<file>`; absent for a switch. */
  readonly value?: string;
  readonly help: string;
  readonly otherwise?: string;
  /** May be given several times. */
  readonly many?: true;
  /** A secret is read from the environment only, never from an argument that others can see. */
  readonly environmentOnly?: boolean;
}

/** What the user asked for: flags first, then the environment, then the default. */
export interface Given {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  /** All values of a flag that may be given several times. */
  texts(name: string): readonly string[];
  number(name: string): number | undefined;
  on(name: string): boolean;
}

/** The environment variable that stands for a flag. */
export function variableOf(flag: string): string {
  return `DEFENDER_GRAPH_${flag.toUpperCase().replaceAll("-", "_")}`;
}

/** The user's command line is wrong: said with the way to the help. */
export function misuse(message: string): Failure {
  return new Failure(message, { code: "usage", retryable: false });
}

type Value = string | boolean | readonly (string | boolean)[] | undefined;
type Values = Readonly<Record<string, Value>>;

function parseValues(
  args: readonly string[],
  flags: readonly Flag[],
): { values: Values; positionals: string[] } {
  const options: Record<
    string,
    { type: "string" | "boolean"; short?: string; multiple?: boolean }
  > = {
    help: { type: "boolean", short: "h" },
  };
  for (const flag of flags) {
    if (flag.environmentOnly !== true)
      options[flag.name] = {
        type: flag.value === undefined ? "boolean" : "string",
        multiple: flag.many === true,
      };
  }
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { values: parsed.values as Values, positionals: parsed.positionals };
  } catch (refused) {
    throw misuse(
      refused instanceof Error
        ? refused.message.replace(/\. To specify.*$/s, ".")
        : String(refused),
    );
  }
}

const off = new Set(["", "0", "false", "no", "off"]);

/** Reads a command's arguments. Throws a `usage` failure that names the flag at fault. */
export function readFlags(
  args: readonly string[],
  flags: readonly Flag[],
  environment: Readonly<Record<string, string | undefined>>,
): Given {
  const { values, positionals } = parseValues(args, flags);
  const find = (name: string): Value => {
    const flag = flags.find((known) => known.name === name);
    return values[name] ?? environment[variableOf(name)] ?? flag?.otherwise;
  };
  const text = (name: string): string | undefined => {
    const found = find(name);
    return typeof found === "string" && found !== "" ? found : undefined;
  };
  return {
    positionals,
    text,
    texts(name) {
      const found = find(name);
      if (Array.isArray(found)) return found.map(String);
      return typeof found === "string" ? [found] : [];
    },
    number(name) {
      const found = text(name);
      if (found === undefined) return undefined;
      const value = Number(found);
      if (!Number.isFinite(value) || value < 0)
        throw misuse(`--${name} wants a number, not "${found}".`);
      return value;
    },
    on(name) {
      const found = find(name);
      return found === true || (typeof found === "string" && !off.has(found.toLowerCase()));
    },
  };
}
