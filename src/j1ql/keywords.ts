import { isWord, peek, type Cursor } from "./cursor.ts";

/** Words that begin a clause after the path. */
export const tailWords = ["WHERE", "RETURN", "HAVING", "ORDER", "SKIP", "LIMIT"] as const;

/** A word that begins a clause after the path. */
export type TailWord = (typeof tailWords)[number];

/** The clause that a condition stands in. */
export type ConditionClause = "WITH" | "WHERE" | "HAVING";

/** Words that cannot be an alias (as JupiterOne refuses them). */
export const reserved: ReadonlySet<string> = new Set(
  (
    "count sum avg min max find that with where return order by limit skip has relates to from " +
    "and or not true false null undefined as"
  ).split(" "),
);

/** The clause that begins here, if one does. */
export function tailWordAt(cursor: Cursor): TailWord | null {
  const word = tailWords.find((candidate) => isWord(peek(cursor), candidate)) ?? null;
  return word === "ORDER" && !isWord(peek(cursor, 1), "BY") ? null : word;
}

/** Whether the path part that is being read ends here: a step, a filter, a name or a clause begins. */
export function atBoundary(cursor: Cursor): boolean {
  const token = peek(cursor);
  if (token.kind === "end") return true;
  const words = ["THAT", "WITH", "AS"];
  return words.some((word) => isWord(token, word)) || tailWordAt(cursor) !== null;
}
