import {
  close,
  type Cursor,
  isSign,
  isWord,
  nameOf,
  next,
  peek,
  report,
  spanFrom,
  takeSign,
  takeWord,
} from "./cursor.ts";
import { atBoundary } from "./keywords.ts";
import type { Verb } from "./syntax.ts";

/** Reads a verb or alternatives in parentheses, and a TO that only fills. */
export function parseVerbs(cursor: Cursor): readonly Verb[] {
  const verbs = isSign(peek(cursor), "(") ? parseAlternatives(cursor) : parseBare(cursor);
  takeWord(cursor, "TO");
  return verbs;
}

function parseAlternatives(cursor: Cursor): readonly Verb[] {
  const open = next(cursor);
  const verbs: Verb[] = [];
  do pushVerb(cursor, verbs);
  while (takeSign(cursor, "|") !== null || takeOther(cursor));
  close(cursor, open);
  return verbs;
}

function pushVerb(cursor: Cursor, verbs: Verb[]): void {
  const verb = parseVerb(cursor);
  if (verb !== null) verbs.push(verb);
  // `(ASSIGNED TO|HAS)`
  if (verb !== null) takeWord(cursor, "TO");
}

/** `OR` and `,` between verbs: read as `|`, and reported. */
function takeOther(cursor: Cursor): boolean {
  const token = peek(cursor);
  if (!isWord(token, "OR") && !isSign(token, ",")) return false;
  const message = "Separate verbs with `|`: `(HAS|USES)`.";
  report(cursor, next(cursor), { code: "unexpected_token", message });
  return true;
}

/** Verbs joined by `|` without parentheses are read, too, and reported. */
function parseBare(cursor: Cursor): readonly Verb[] {
  const { from } = peek(cursor);
  const verbs: Verb[] = [];
  pushVerb(cursor, verbs);
  if (!isSign(peek(cursor), "|")) return verbs;
  while (takeSign(cursor, "|") !== null) pushVerb(cursor, verbs);
  const span = spanFrom(cursor, from);
  const message = `Put alternatives in parentheses: \`(${cursor.text.slice(span.from, span.to)})\`.`;
  report(cursor, span, { code: "missing_parentheses", message });
  return verbs;
}

function parseVerb(cursor: Cursor): Verb | null {
  const token = peek(cursor);
  if (token.kind !== "word" || isMissing(cursor)) {
    const found = nameOf(token, cursor.text);
    const message = `Found ${found} where a verb is due, such as HAS, USES or RELATES TO.`;
    report(cursor, token, { code: "missing_verb", message });
    return null;
  }
  next(cursor);
  if (!isWord(token, "RELATES")) return { text: token.value, from: token.from, to: token.to };
  if (takeWord(cursor, "TO") === null) {
    const message = "Write RELATES TO for any relationship.";
    report(cursor, token, { code: "missing_to", message });
  }
  return { text: null, ...spanFrom(cursor, token.from) };
}

/** A verb may be called like a keyword only where something follows that a verb can have. */
function isMissing(cursor: Cursor): boolean {
  return atBoundary(cursor);
}
