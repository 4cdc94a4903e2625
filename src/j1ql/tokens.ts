import type { Problem } from "./problem.ts";

/** The kinds of word that a query's text falls into. */
export type TokenKind =
  | "word"
  | "number"
  | "string"
  | "regex"
  | "bracketed"
  | "parameter"
  | "date"
  | "symbol"
  | "unknown"
  | "end";

/** One word, sign or literal of a query's text. */
export interface Token {
  readonly kind: TokenKind;
  /** What it means: a string without its quotes, a corrected operator, a word as written. */
  readonly value: string;
  /** A regular expression's flags; empty for every other kind. */
  readonly flags: string;
  readonly from: number;
  readonly to: number;
}

/** What a rule of the lexer found at a position: a token (or only space) and what is wrong with it. */
export interface Found {
  readonly token: Token | null;
  readonly to: number;
  readonly problem?: Problem;
}

/** Signs, longest first, so that the first that fits is the right one. */
export const symbols: readonly string[] = [
  "!~=",
  "!^=",
  "!$=",
  "!=",
  ">=",
  "<=",
  "~=",
  "^=",
  "$=",
  ">>",
  "<<",
  "=",
  ">",
  "<",
  "(",
  ")",
  ",",
  ".",
  "|",
  "?",
  "*",
  "!",
  "+",
  "-",
  "/",
  "^",
  "#",
  ";",
];

/** A sign of another language, and what to write in J1QL. */
export interface Mistaken {
  readonly sign: string;
  readonly means: { readonly kind: "symbol" | "word"; readonly value: string };
  readonly advice: string;
}

/** Signs that people bring from other languages, longest first. */
export const mistakenSymbols: readonly Mistaken[] = [
  { sign: "!==", means: { kind: "symbol", value: "!=" }, advice: "Write `!=`." },
  { sign: "===", means: { kind: "symbol", value: "=" }, advice: "Write `=`." },
  {
    sign: "-->",
    means: { kind: "symbol", value: ">>" },
    advice: "Write `>>` after the verb, as in `THAT HAS >> Device`.",
  },
  { sign: "==", means: { kind: "symbol", value: "=" }, advice: "Write `=`." },
  {
    sign: "=~",
    means: { kind: "symbol", value: "~=" },
    advice: "Write `~=` for “contains”, also before a /regular expression/.",
  },
  {
    sign: "!~",
    means: { kind: "symbol", value: "!~=" },
    advice: "Write `!~=` for “does not contain”.",
  },
  { sign: "=!", means: { kind: "symbol", value: "!=" }, advice: "Write `!=`." },
  { sign: "=>", means: { kind: "symbol", value: ">=" }, advice: "Write `>=`." },
  { sign: "=<", means: { kind: "symbol", value: "<=" }, advice: "Write `<=`." },
  { sign: "<>", means: { kind: "symbol", value: "!=" }, advice: "Write `!=`." },
  {
    sign: "->",
    means: { kind: "symbol", value: ">>" },
    advice: "Write `>>` after the verb, as in `THAT HAS >> Device`.",
  },
  { sign: "&&", means: { kind: "word", value: "AND" }, advice: "Write AND." },
  { sign: "||", means: { kind: "word", value: "OR" }, advice: "Write OR." },
];

/** Units of time after a number, by every spelling. */
export const units: Readonly<Record<string, "hour" | "day" | "month" | "year">> = {
  hour: "hour",
  hr: "hour",
  hours: "hour",
  hrs: "hour",
  day: "day",
  days: "day",
  month: "month",
  mo: "month",
  months: "month",
  mos: "month",
  year: "year",
  yr: "year",
  years: "year",
  yrs: "year",
};
