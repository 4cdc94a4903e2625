import {
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
import { atBoundary, tailWordAt } from "./keywords.ts";
import { parseSelector } from "./parse-selector.ts";
import { parseSteps } from "./parse-steps.ts";
import { emptyTail, parseClause, type Tail } from "./parse-tail.ts";
import { adviceForStray } from "./stray.ts";
import type { Query } from "./syntax.ts";
import type { Token } from "./tokens.ts";

/** Reads the whole text as one query. */
export function parseWhole(cursor: Cursor): Query | null {
  if (peek(cursor).kind === "end") {
    const message = "The query is empty. Start with FIND, as in `FIND Device`.";
    report(cursor, peek(cursor), { code: "empty_query", message });
    return null;
  }
  const query = parseQuery(cursor);
  while (isSign(peek(cursor), ";")) next(cursor);
  if (peek(cursor).kind !== "end") reportRest(cursor);
  return query;
}

/** Reads a query from FIND to its last clause; `null` where it is another language or nested too deep. */
export function parseQuery(cursor: Cursor): Query | null {
  return nested(cursor, () => readQuery(cursor));
}

function readQuery(cursor: Cursor): Query | null {
  const { from } = peek(cursor);
  if (!takeFind(cursor)) return null;
  const unique = takeWord(cursor, "UNIQUE") !== null;
  skipNeedless(cursor);
  const start = parseSelector(cursor);
  const steps = parseSteps(cursor);
  const tail = readTail(cursor);
  return { ...spanFrom(cursor, from), unique, start, steps, ...tail };
}

const otherLanguages = new Set(["SELECT", "MATCH", "GET", "SHOW", "SEARCH", "LIST", "FROM", "G"]);

/** FIND may be absent before a quoted text. Gives `false` where reading on makes no sense. */
function takeFind(cursor: Cursor): boolean {
  if (takeWord(cursor, "FIND") !== null || peek(cursor).kind === "string") return true;
  const token = peek(cursor);
  if (token.kind === "word" && otherLanguages.has(token.value.toUpperCase())) {
    const message = `A query does not start with \`${token.value}\`. Start with FIND and what to find: \`FIND User WITH active = true RETURN User.email\`.`;
    // What else is wrong by the rules of this language says nothing.
    cursor.problems.splice(0);
    report(cursor, token, { code: "missing_find", message });
    cursor.position = cursor.tokens.length - 1;
    return false;
  }
  const found = nameOf(token, cursor.text);
  const message = `A query starts with FIND; found ${found}. Write \`FIND User\`, \`FIND microsoft_defender_machine\` or \`FIND *\`.`;
  report(cursor, token, { code: "missing_find", message });
  return true;
}

/** Words between FIND and what to find, and what to write instead. */
const needless: Readonly<Record<string, string>> = {
  ALL: "Leave out ALL: FIND finds all.",
  EVERY: "Leave out EVERY: FIND finds all.",
  ANY: "Leave out ANY: FIND finds all. Any kind of entity is `*`.",
  DISTINCT: "A list holds each entity once anyway; for unlike rows of a table write FIND UNIQUE.",
  TOP: "Write LIMIT at the end instead of TOP: `FIND User LIMIT 10`.",
};

function skipNeedless(cursor: Cursor): void {
  const token = peek(cursor);
  const after = peek(cursor, 1);
  const advice = token.kind === "word" ? needless[token.value.toUpperCase()] : undefined;
  if (advice === undefined || !isMore(cursor, after)) return;
  report(cursor, next(cursor), { code: "unexpected_token", message: advice });
  if (after.kind === "number") next(cursor);
}

/** Whether what follows is still what to find: else the word before it is a name itself. */
function isMore(cursor: Cursor, after: Token): boolean {
  if (after.kind === "number") return true;
  return after.kind === "word" && !atBoundary({ ...cursor, position: cursor.position + 1 });
}

function readTail(cursor: Cursor): Tail {
  let tail = emptyTail;
  for (;;) {
    const word = tailWordAt(cursor);
    if (word !== null) tail = parseClause(cursor, word, tail);
    else if (isStray(cursor)) skipStray(cursor);
    else return tail;
  }
}

/** Something that no clause can take, before a clause that can still be read. */
function isStray(cursor: Cursor): boolean {
  const token = peek(cursor);
  if (token.kind === "end" || isSign(token, ";")) return false;
  // Inside a subquery or a group the parenthesis belongs to the text around.
  return !(cursor.depth > 1 && isSign(token, ")"));
}

function skipStray(cursor: Cursor): void {
  reportStray(cursor);
  do next(cursor);
  while (isStray(cursor) && tailWordAt(cursor) === null);
}

function reportStray(cursor: Cursor): void {
  const token = peek(cursor);
  const found = nameOf(token, cursor.text);
  if (isWord(token, "WITH") || isWord(token, "THAT")) {
    const message = `${token.value.toUpperCase()} must come before WHERE, RETURN, ORDER BY, SKIP and LIMIT.`;
    report(cursor, token, { code: "clause_order", message });
    return;
  }
  const advice = adviceForStray(cursor);
  if (advice !== null) return report(cursor, token, advice);
  const missing = isWord(token, "AND") || isWord(token, "OR");
  const message = missing
    ? `Found ${found} where no condition stands. Put it after WITH (properties of one entity) or WHERE (\`alias.property\`).`
    : `Found ${found} where THAT, WHERE, RETURN, ORDER BY, LIMIT or the end of the query can stand.`;
  report(cursor, token, { code: "unexpected_token", message });
}

function reportRest(cursor: Cursor): void {
  const from = peek(cursor).from;
  const found = nameOf(peek(cursor), cursor.text);
  while (peek(cursor).kind !== "end") next(cursor);
  const message = `The query ends before ${found}. Remove what follows.`;
  report(cursor, { from, to: endOfLast(cursor) }, { code: "unexpected_token", message });
  takeSign(cursor, ")");
}
