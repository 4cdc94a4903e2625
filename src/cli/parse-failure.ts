import { didYouMean } from "../j1ql/suggest.ts";
import { type Flag, variableOf } from "./flag.ts";

/** What is wrong with the arguments, from what Node's parser says; never with a value, which may be a secret. */
export function parseFailure(refused: unknown, flags: readonly Flag[]): string {
  const said = refused instanceof Error ? refused.message : String(refused);
  const named = /'(-[\w-]*)/.exec(said)?.[1];
  if (named === undefined) return said;
  if (said.startsWith("Unknown option")) return unknown(named, flags);
  if (said.includes("does not take an argument")) return `${named} takes no value.`;
  if (said.includes("ambiguous"))
    return `${named} wants a value. Write ${named}=… if it begins with a dash.`;
  return `${named} wants a value.`;
}

function unknown(named: string, flags: readonly Flag[]): string {
  const name = named.replace(/^-+/, "");
  if (flags.some((flag) => flag.name === name && flag.environmentOnly === true)) {
    return `${named} is no flag, since arguments can be seen by every user of a machine. Put the value into ${variableOf(name)}.`;
  }
  const names = flags
    .filter((flag) => flag.environmentOnly !== true)
    .map((flag) => `--${flag.name}`);
  return `There is no flag ${named}.${didYouMean(`--${name}`, names)}`;
}
