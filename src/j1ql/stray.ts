import { type Cursor, isSign, isWord, peek } from "./cursor.ts";
import type { Problem } from "./problem.ts";
import type { Token } from "./tokens.ts";

type Said = Pick<Problem, "code" | "message">;

/** Words of other languages, and what to write instead. */
const words: Readonly<Record<string, string>> = {
  GROUP: "Leave out GROUP BY: rows are grouped by all columns that are no aggregates.",
  ORDER: "Write ORDER BY: `ORDER BY m.displayName`.",
  SORT: "Write ORDER BY: `ORDER BY m.displayName DESC`.",
  OFFSET: "Write SKIP: `SKIP 10 LIMIT 20`.",
  FETCH: "Write LIMIT: `LIMIT 10`.",
  TOP: "Write LIMIT at the end: `LIMIT 10`.",
  DESCENDING: "Write DESC.",
  ASCENDING: "Write ASC, or nothing.",
  UNION: "There is no UNION: write alternatives, as in `FIND (User|Device)`.",
  INTERSECT: "There is no INTERSECT: join conditions with AND.",
  EXCEPT:
    "There is no EXCEPT: leave out with a negated condition or step, as in `THAT !HAS Device`.",
  JOIN: "There is no JOIN: follow a relationship with THAT, as in `FIND User THAT HAS Device`.",
  FIND: "A query has one FIND. To compare with another query's values write `email = (FIND User AS u RETURN u.email)`.",
};

/** Whether a word is one that begins a clause elsewhere: then it is no verb. */
export function isForeignClause(token: Token): boolean {
  return token.kind === "word" && Object.hasOwn(words, token.value.toUpperCase());
}

/** What to say of something that no clause can take; `null` if there is nothing better than that it is unexpected. */
export function adviceForStray(cursor: Cursor): Said | null {
  const message = ofWord(peek(cursor)) ?? ofConnective(cursor) ?? ofSign(cursor) ?? ofValue(cursor);
  return message === null ? null : { code: "unexpected_token", message };
}

function ofWord(token: Token): string | null {
  if (token.kind !== "word") return null;
  const advice = words[token.value.toUpperCase()];
  return advice === undefined ? null : `Found \`${token.value}\`. ${advice}`;
}

/** `FIND User OR Device` */
function ofConnective(cursor: Cursor): string | null {
  const token = peek(cursor);
  const after = peek(cursor, 1);
  const last = before(cursor);
  const isJoined = isWord(token, "OR") || isWord(token, "AND");
  if (!isJoined || last?.kind !== "word" || after.kind !== "word") return null;
  if (isComparing(peek(cursor, 2)) || isSign(peek(cursor, 2), ".")) return null;
  return `Write alternatives in parentheses: \`(${last.value}|${after.value})\`.`;
}

function ofSign(cursor: Cursor): string | null {
  const token = peek(cursor);
  if (token.kind !== "symbol") return null;
  return signs[token.value]?.(cursor) ?? null;
}

/** The token before the stray one. */
function before({ tokens, position }: Cursor): Token | undefined {
  return tokens[position - 1];
}

const arrow = "Write the verb behind THAT and the arrow behind the verb: `THAT HAS >> Device`.";

const signs: Readonly<Record<string, (cursor: Cursor) => string | null>> = {
  ",": afterComma,
  "?": () => "Only steps in parentheses can be optional: `(THAT HAS Device)?`.",
  "|": () => "Separate values with OR, in parentheses: `= ('a' OR 'b')`.",
  ".": (cursor) => {
    const name = before(cursor)?.value ?? "u";
    return `A property has no place here. Return it (\`RETURN ${name}.…\`) or filter by it (\`${name} WITH … = …\`).`;
  },
  "(": (cursor) => (isNow(cursor) ? "Write `date.now` without parentheses." : null),
  "-": (cursor) => (peek(cursor, 1).kind === "bracketed" ? arrow : null),
  "<": () => arrow,
};

function isNow(cursor: Cursor): boolean {
  const last = before(cursor);
  return last !== undefined && isWord(last, "NOW");
}

function afterComma(cursor: Cursor): string {
  const last = before(cursor);
  const after = peek(cursor, 1);
  const isGroup = last?.kind === "number" && after.kind === "number" && /^\d{3}$/.test(after.value);
  if (isGroup && after.from === last.to + 1) return "Write numbers without separators: `1000`.";
  const isCondition = after.kind === "word" && isComparing(peek(cursor, 2));
  if (isCondition) return "Join conditions with AND.";
  if (last?.kind === "number") return "Write two clauses for a page: `SKIP 10 LIMIT 20`.";
  return "A query starts from one thing. Write alternatives as `FIND (User|Device)`; follow a relationship with THAT.";
}

function isComparing(token: Token): boolean {
  return token.kind === "symbol" && (token.value.endsWith("=") || /^[<>]$/.test(token.value));
}

function ofValue(cursor: Cursor): string | null {
  const token = peek(cursor);
  if (token.kind === "bracketed" && /^\d+$/.test(token.value)) {
    return "A single element of a list cannot be picked: any of them counts in a comparison, `UNWIND(u.emails)` makes a row of each.";
  }
  return isNamed(before(cursor)) ? behindName(cursor, token) : null;
}

/** Whether something that can have a name ends with this token. */
function isNamed(token: Token | undefined): boolean {
  return (
    token?.kind === "word" ||
    token?.kind === "string" ||
    (token !== undefined && isSign(token, ")"))
  );
}

function behindName(cursor: Cursor, token: Token): string | null {
  if (token.kind === "string") {
    const written = cursor.text.slice(token.from, token.to);
    return `If this names a column, write AS before it: \`AS ${written}\`.`;
  }
  const last = before(cursor);
  if (last?.kind === "string" && last.to === token.from) {
    return "A quote within a text is written `\\'`, or the text put in quotes of the other kind: `\"it's\"`.";
  }
  const isColumn = token.kind === "word" && isSign(peek(cursor, 1), ".");
  return isColumn ? "Separate columns with a comma." : null;
}
