import {
  close,
  type Cursor,
  endOfLast,
  isSign,
  isWord,
  nameOf,
  nested,
  next,
  peek,
  report,
  spanFrom,
  takeSign,
  takeWord,
} from "./cursor.ts";
import { atBoundary } from "./keywords.ts";
import { parseAlias, parseSelector } from "./parse-selector.ts";
import { parseVerbs } from "./parse-verbs.ts";
import { isForeignClause } from "./stray.ts";
import type { Direction, Hop, OptionalGroup, Step } from "./syntax.ts";

/** Reads the steps of a path: hops and optional groups. */
export function parseSteps(cursor: Cursor): readonly Step[] {
  const steps: Step[] = [];
  for (;;) {
    const step = parseStep(cursor);
    if (step === null) return steps;
    steps.push(step);
  }
}

function parseStep(cursor: Cursor): Step | null {
  const token = peek(cursor);
  if (isWord(token, "THAT")) {
    next(cursor);
    return parseHop(cursor, token.from);
  }
  if (isSign(token, "(") && startsGroup(cursor)) return parseGroup(cursor);
  return parseHopWithoutThat(cursor);
}

function startsGroup(cursor: Cursor): boolean {
  const after = peek(cursor, 1);
  return isWord(after, "THAT") || isSign(after, "(");
}

const thatInOtherWords = ["WHO", "WHICH", "WHOSE", "AND", "OR"];

/** `FIND User HAS Device`, `FIND User AND HAS Device`: read as if THAT stood there, and reported. */
function parseHopWithoutThat(cursor: Cursor): Hop | null {
  const token = peek(cursor);
  const wrongWord = thatInOtherWords.some((word) => isWord(token, word));
  if (!looksLikeHop(cursor, wrongWord ? 1 : 0)) return null;
  if (wrongWord) next(cursor);
  const verb = peek(cursor);
  const message = `A step begins with THAT: write \`THAT ${verb.value} …\`.`;
  report(cursor, wrongWord ? token : verb, { code: "missing_that", message });
  return parseHop(cursor, token.from);
}

function looksLikeHop(cursor: Cursor, ahead: number): boolean {
  const verb = peek(cursor, ahead);
  if (verb.kind !== "word" || !/^[A-Z]+$/i.test(verb.value) || atBoundary(cursor)) return false;
  if (isForeignClause(verb)) return false;
  const after = peek(cursor, ahead + 1);
  if (isSign(after, ">>") || isSign(after, "<<") || isSign(after, "*")) return true;
  return after.kind === "word" && /^[A-Z]+$/.test(verb.value);
}

function parseGroup(cursor: Cursor): OptionalGroup | null {
  return nested(cursor, () => {
    const open = next(cursor);
    const steps = parseSteps(cursor);
    close(cursor, open);
    if (takeSign(cursor, "?") === null) {
      const span = { from: open.from, to: endOfLast(cursor) };
      const message =
        "A group of steps is optional and ends with `)?`. Add the `?`, or remove the parentheses.";
      report(cursor, span, { code: "missing_question_mark", message });
    }
    const alias = parseAlias(cursor);
    return { kind: "optional", steps, alias, ...spanFrom(cursor, open.from) };
  });
}

function parseHop(cursor: Cursor, from: number): Hop {
  const early = parseDirection(cursor);
  if (early !== null) {
    const message = `Write the arrow after the verb, as in \`THAT HAS ${early.sign} Device\`.`;
    report(cursor, early, { code: "arrow_before_verb", message });
  }
  const negated = parseNegation(cursor);
  const somehow = parseSomehow(cursor);
  const verbs = parseVerbs(cursor);
  const before = parseDirection(cursor);
  const alias = parseAlias(cursor);
  const after = parseDirection(cursor);
  const direction = after ?? before ?? early;
  const second = before === null ? null : after;
  if (second !== null) {
    const message = "A step has one arrow. Without one, either direction counts.";
    report(cursor, second, { code: "unexpected_token", message });
  }
  const selector = parseSelector(cursor);
  const way: Direction = direction === null ? "either" : direction.direction;
  return {
    kind: "hop",
    negated,
    somehow,
    verbs,
    direction: way,
    alias,
    selector,
    ...spanFrom(cursor, from),
  };
}

interface Arrow {
  readonly direction: "out" | "in";
  readonly sign: string;
  readonly from: number;
  readonly to: number;
}

function parseDirection(cursor: Cursor): Arrow | null {
  const token = peek(cursor);
  if (!isSign(token, ">>") && !isSign(token, "<<")) return null;
  next(cursor);
  const direction = token.value === ">>" ? "out" : "in";
  return { direction, sign: token.value, from: token.from, to: token.to };
}

function parseNegation(cursor: Cursor): boolean {
  if (takeSign(cursor, "!") !== null) return true;
  // `DOES NOT HAVE`
  if (isWord(peek(cursor), "DOES") && isWord(peek(cursor, 1), "NOT")) next(cursor);
  const not = takeWord(cursor, "NOT");
  if (not === null) return false;
  const verb = nameOf(peek(cursor), cursor.text).replaceAll("`", "");
  const message = `Write \`!\` before the verb: \`THAT !${verb} …\`.`;
  report(cursor, not, { code: "unexpected_token", message });
  return true;
}

function parseSomehow(cursor: Cursor): Hop["somehow"] {
  const word = takeWord(cursor, "SOMEHOW");
  if (word === null) return null;
  const isGiven = peek(cursor).kind === "number";
  const depth = isGiven ? Number(next(cursor).value) : null;
  return { depth, ...spanFrom(cursor, word.from) };
}
