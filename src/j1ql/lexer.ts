import type { Problem } from "./problem.ts";
import { lexDelimited } from "./lex-delimited.ts";
import { type Found, mistakenSymbols, symbols, type Token } from "./tokens.ts";

/** A text cut into tokens, the last of which is `end`. */
export interface Lexed {
  readonly tokens: readonly Token[];
  readonly problems: readonly Problem[];
}

const space = /[\s\u200b\ufeff]+/y;
const word = /[\p{L}_@][\p{L}\p{N}_@]*/uy;
const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+(?![\p{L}\p{N}_]))?/uy;

const anyCharacter =
  "If it belongs to a text, put the text in quotes; if to a property's name, put the name in brackets: `[tag.cost-center]`.";

/** What to write instead of signs that other languages have. */
const characters: Readonly<Record<string, string>> = {
  ":": "A name is given with AS: `User AS u`. In a property's name it needs brackets: `[aws:owner]`.",
  "{": "Filter with WITH: `User WITH active = true`; write several values as `('a' OR 'b')`.",
  "}": "Filter with WITH: `User WITH active = true`; write several values as `('a' OR 'b')`.",
  "&": "Write AND.",
  $: "A parameter is written `${name}`.",
  "%": "It is no placeholder: write `~= 'text'` for “contains”, `^= 'text'` for “starts with”.",
  "~": "Write `~=` for “contains”.",
  "`": "Put texts in straight quotes: `'text'`.",
};

/** Cuts a text into tokens. Never throws; reads each character a bounded number of times. */
export function lex(text: string): Lexed {
  const tokens: Token[] = [];
  const problems: Problem[] = [];
  let at = 0;
  while (at < text.length) {
    const found = lexOne(text, at, tokens.at(-1));
    if (found.token !== null) tokens.push(found.token);
    if (found.problem !== undefined && problems.length < 50) problems.push(found.problem);
    at = found.to;
  }
  tokens.push({ kind: "end", value: "", flags: "", from: text.length, to: text.length });
  return { tokens, problems };
}

function lexOne(text: string, at: number, before: Token | undefined): Found {
  return (
    lexSpace(text, at) ??
    lexDelimited(text, at, before) ??
    lexWord(text, at) ??
    lexMistaken(text, at) ??
    lexSymbol(text, at) ??
    lexUnknown(text, at)
  );
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function lexSpace(text: string, at: number): Found | null {
  const found = matchAt(space, text, at);
  return found === null ? null : { token: null, to: at + found.length };
}

function lexWord(text: string, at: number): Found | null {
  const name = matchAt(word, text, at);
  const value = name ?? matchAt(number, text, at);
  if (value === null) return null;
  const to = at + value.length;
  return {
    token: { kind: name === null ? "number" : "word", value, flags: "", from: at, to },
    to,
  };
}

function lexMistaken(text: string, at: number): Found | null {
  const mistaken = mistakenSymbols.find(({ sign }) => text.startsWith(sign, at));
  // `a=-1`, `a<-1` and `!~=` are right; `=>` is never.
  if (mistaken === undefined || text.startsWith("!~=", at)) return null;
  const to = at + mistaken.sign.length;
  return {
    token: { ...mistaken.means, flags: "", from: at, to },
    to,
    problem: {
      code: "wrong_operator",
      message: `\`${mistaken.sign}\` is not an operator of J1QL. ${mistaken.advice}`,
      from: at,
      to,
    },
  };
}

function lexSymbol(text: string, at: number): Found | null {
  const value = symbols.find((symbol) => text.startsWith(symbol, at));
  if (value === undefined) return null;
  const to = at + value.length;
  return { token: { kind: "symbol", value, flags: "", from: at, to }, to };
}

function lexUnknown(text: string, at: number): Found {
  const value = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const to = Math.min(at + value.length, text.length);
  return {
    token: { kind: "unknown", value, flags: "", from: at, to },
    to,
    problem: {
      code: "unexpected_character",
      message: `The character ${value === "`" ? "` (backtick)" : `\`${value}\``} has no meaning here. ${characters[value] ?? anyCharacter}`,
      from: at,
      to,
    },
  };
}
