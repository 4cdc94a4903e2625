import { lexString } from "./lex-string.ts";
import type { Found, Token, TokenKind } from "./tokens.ts";

/** Reads what has a beginning and an end of its own: comments, strings, regular expressions, names in brackets, parameters, dates. */
export function lexDelimited(text: string, at: number, before: Token | undefined): Found | null {
  return (
    lexComment(text, at) ??
    lexString(text, at) ??
    lexRegex(text, at, before) ??
    lexBracketed(text, at) ??
    lexParameter(text, at) ??
    lexDate(text, at)
  );
}

function lexComment(text: string, at: number): Found | null {
  if (text.startsWith("//", at)) return { token: null, to: endOfLine(text, at) };
  if (!text.startsWith("/*", at)) return null;
  const end = text.indexOf("*/", at + 2);
  if (end >= 0) return { token: null, to: end + 2 };
  const message = "This comment has no end. Close it with `*/`.";
  return {
    token: null,
    to: text.length,
    problem: { code: "unclosed_comment", message, from: at, to: at + 2 },
  };
}

const beforeRegex = new Set(["(", ">", "<", "="]);

/** A slash begins a regular expression where no division can stand. */
function regexMayBegin(before: Token | undefined): boolean {
  if (before === undefined) return false;
  if (before.kind === "word") return /^(?:and|or)$/i.test(before.value);
  return before.kind === "symbol" && beforeRegex.has(before.value.at(-1) ?? "");
}

function lexRegex(text: string, at: number, before: Token | undefined): Found | null {
  if (text[at] !== "/" || !regexMayBegin(before)) return null;
  const end = regexEnd(text, at + 1);
  if (end === null) {
    const to = endOfLine(text, at);
    const message = "This regular expression has no end. Close it with `/`.";
    return {
      token: { kind: "regex", value: text.slice(at + 1, to), flags: "", from: at, to },
      to,
      problem: { code: "unclosed_regex", message, from: at, to },
    };
  }
  let to = end + 1;
  while (/[a-z]/i.test(text[to] ?? "")) to++;
  const flags = text.slice(end + 1, to);
  return {
    token: { kind: "regex", value: text.slice(at + 1, end), flags, from: at, to },
    to,
  };
}

function regexEnd(text: string, from: number): number | null {
  let inClass = false;
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === "\n") return null;
    if (sign === "\\") at++;
    else if (sign === "[") inClass = true;
    else if (sign === "]") inClass = false;
    else if (sign === "/" && !inClass) return at;
  }
  return null;
}

function lexBracketed(text: string, at: number): Found | null {
  if (text[at] !== "[") return null;
  return lexBetween(text, { at, open: "[", close: "]", kind: "bracketed" });
}

function lexParameter(text: string, at: number): Found | null {
  if (text.startsWith("${", at)) {
    return lexBetween(text, { at, open: "${", close: "}", kind: "parameter" });
  }
  if (!text.startsWith("{{", at)) return null;
  return lexBetween(text, { at, open: "{{", close: "}}", kind: "parameter" });
}

const dateCall = /date\s*\(/iy;

/** `date(2024-05-01T10:00)`: its inside follows no other rule, so it is one token. */
function lexDate(text: string, at: number): Found | null {
  dateCall.lastIndex = at;
  const open = dateCall.exec(text)?.[0];
  if (open === undefined) return null;
  return lexBetween(text, { at, open, close: ")", kind: "date" });
}

interface Between {
  readonly at: number;
  readonly open: string;
  readonly close: string;
  readonly kind: TokenKind;
}

function lexBetween(text: string, { at, open, close, kind }: Between): Found {
  const start = at + open.length;
  const line = endOfLine(text, at);
  const end = text.slice(start, line).indexOf(close);
  if (end >= 0) {
    const to = start + end + close.length;
    const value = text.slice(start, start + end).trim();
    // A placeholder and a variable differ only in how they begin.
    const flags = kind === "parameter" ? open : "";
    return { token: { kind, value, flags, from: at, to }, to };
  }
  const message = `\`${open}\` has no end on its line. Close it with \`${close}\`.`;
  return {
    token: { kind, value: text.slice(start, line).trim(), flags: open, from: at, to: line },
    to: line,
    problem: { code: "unclosed_bracket", message, from: at, to: line },
  };
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}
