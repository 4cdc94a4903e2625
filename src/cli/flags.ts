import { parseArgs } from "node:util";
import { Failure } from "../base/failure.ts";
import { type Flag, isList, variableOf } from "./flag.ts";
import { parseFailure } from "./parse-failure.ts";

/** What the user asked for: flags first, then the environment, then the default. */
export interface Given {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  /** All values of a flag that may be given several times. */
  texts(name: string): readonly string[];
  number(name: string): number | undefined;
  on(name: string): boolean;
  /** What to call a value in a message: the flag, or the variable that gave it. */
  origin(name: string): string;
}

/** The user's command line is wrong: said with the way to the help. */
export function misuse(message: string): Failure {
  return new Failure(message, { code: "usage", retryable: false });
}

type Values = Readonly<Record<string, unknown>>;
type Environment = Readonly<Record<string, string | undefined>>;

interface Parsed {
  readonly values: Values;
  readonly positionals: readonly string[];
}

function parseValues(args: readonly string[], flags: readonly Flag[]): Parsed {
  try {
    const parsed = parseArgs({
      args: [...args],
      options: optionsOf(flags),
      allowPositionals: true,
    });
    const empty = Object.entries(parsed.values).find(([, value]) => [value].flat().includes(""));
    if (empty !== undefined)
      throw misuse(`--${empty[0]} is empty. Give it a value, or leave it out.`);
    return parsed;
  } catch (refused) {
    if (refused instanceof Failure) throw refused;
    throw misuse(parseFailure(refused, flags));
  }
}

interface Option {
  readonly type: "string" | "boolean";
  readonly multiple: boolean;
}

function optionsOf(flags: readonly Flag[]): Record<string, Option> {
  const given = flags.filter((flag) => flag.environmentOnly !== true);
  return Object.fromEntries(
    given.map((flag) => [
      flag.name,
      {
        type: flag.value === undefined ? "boolean" : "string",
        multiple: flag.many === true || isList(flag),
      },
    ]),
  );
}

const off = new Set(["0", "false", "no", "off"]);

/** Reads a command's arguments. Throws a `usage` failure that names the flag at fault. */
export function readFlags(
  args: readonly string[],
  flags: readonly Flag[],
  environment: Environment,
): Given {
  return givenOf(parseValues(args, flags), flags, environment);
}

/** What can be read of arguments that are wrong: enough to know in which form to say so. */
export function guessFlags(
  args: readonly string[],
  flags: readonly Flag[],
  environment: Environment,
): Given {
  const options = optionsOf(flags);
  const parsed = parseArgs({ args: [...args], options, strict: false, allowPositionals: true });
  return givenOf(parsed, flags, environment);
}

function givenOf(
  { values, positionals }: Parsed,
  flags: readonly Flag[],
  environment: Environment,
): Given {
  const flagOf = (name: string): Flag | undefined => flags.find((known) => known.name === name);
  // An empty variable is an absent one: that is how a shell or a container says "not set".
  const find = (name: string): unknown =>
    values[name] ?? (environment[variableOf(name)] || undefined) ?? flagOf(name)?.otherwise;
  const text = (name: string): string | undefined => {
    const found = find(name);
    if (Array.isArray(found)) return found.join(",");
    return typeof found === "string" ? found : undefined;
  };
  const origin = (name: string): string =>
    values[name] === undefined && environment[variableOf(name)] ? variableOf(name) : `--${name}`;
  return {
    positionals,
    text,
    origin,
    texts(name) {
      const found = find(name);
      if (Array.isArray(found)) return found.map(String);
      return typeof found === "string" ? [found] : [];
    },
    number(name) {
      const found = text(name);
      if (found === undefined) return undefined;
      const wrong = wrongNumber(found, flagOf(name)?.most);
      if (wrong !== null) throw misuse(`${origin(name)} wants ${wrong}, not "${found}".`);
      return Number(found);
    },
    on(name) {
      const found = find(name);
      return found === true || (typeof found === "string" && !off.has(found.toLowerCase()));
    },
  };
}

/** What a number should have been; `null` when it is right. */
function wrongNumber(text: string, most: number | undefined): string | null {
  const value = Number(text);
  const right = text.trim() !== "" && Number.isFinite(value) && value >= 0;
  if (most === undefined) return right ? null : "a number";
  return right && Number.isInteger(value) && value <= most
    ? null
    : `a whole number from 0 to ${most}`;
}
