import {
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
import { atBoundary, type TailWord, tailWords } from "./keywords.ts";
import { parseCondition } from "./parse-condition.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseParameter } from "./parse-literal.ts";
import type { Column, Count, Name, OrderKey, Parameter, Query, Returns } from "./syntax.ts";
import type { Token } from "./tokens.ts";

/** The clauses after the path. */
export type Tail = Pick<Query, "where" | "returns" | "having" | "orderBy" | "skip" | "limit">;

/** No clause after the path. */
export const emptyTail: Tail = {
  where: null,
  returns: null,
  having: null,
  orderBy: [],
  skip: null,
  limit: null,
};

/** Reads the clause that begins with `word`, and notes if it came too late or twice. */
export function parseClause(cursor: Cursor, word: TailWord, tail: Tail): Tail {
  checkOrder(cursor, word, tail);
  next(cursor);
  switch (word) {
    case "WHERE":
      return { ...tail, where: parseCondition(cursor, "WHERE") };
    case "RETURN":
      return { ...tail, returns: parseReturns(cursor) };
    case "HAVING":
      return { ...tail, having: parseCondition(cursor, "HAVING") };
    case "ORDER":
      next(cursor);
      return { ...tail, orderBy: parseOrder(cursor) };
    case "SKIP":
      return { ...tail, skip: parseCount(cursor, word) };
    case "LIMIT":
      return { ...tail, limit: parseCount(cursor, word) };
  }
}

const present: Readonly<Record<TailWord, (tail: Tail) => boolean>> = {
  WHERE: ({ where }) => where !== null,
  RETURN: ({ returns }) => returns !== null,
  HAVING: ({ having }) => having !== null,
  ORDER: ({ orderBy }) => orderBy.length > 0,
  SKIP: ({ skip }) => skip !== null,
  LIMIT: ({ limit }) => limit !== null,
};

function checkOrder(cursor: Cursor, word: TailWord, tail: Tail): void {
  const token = peek(cursor);
  const name = word === "ORDER" ? "ORDER BY" : word;
  if (present[word](tail)) {
    const message = `A query has one ${name}. ${word === "WHERE" ? "Join the conditions with AND." : "Keep one of the two."}`;
    report(cursor, token, { code: "duplicate_clause", message });
    return;
  }
  const later = tailWords.slice(tailWords.indexOf(word) + 1).find((other) => present[other](tail));
  if (later === undefined) return;
  const isLate = word === "WHERE" && later === "RETURN";
  const advice = isLate ? " To filter the rows of the result write HAVING." : "";
  const message = `${name} comes before ${later === "ORDER" ? "ORDER BY" : later}. The order is WHERE, RETURN, HAVING, ORDER BY, SKIP, LIMIT.${advice}`;
  report(cursor, token, { code: "clause_order", message });
}

function parseReturns(cursor: Cursor): Returns {
  const token = peek(cursor);
  if (isWord(token, "TREE") && !isColumnName(peek(cursor, 1))) {
    next(cursor);
    if (isSign(peek(cursor), ",")) refuseColumns(cursor, token);
    return { kind: "tree", from: token.from, to: token.to };
  }
  const columns = parseColumns(cursor);
  return { kind: "columns", columns, ...spanFrom(cursor, token.from) };
}

function isColumnName(after: Token): boolean {
  return isSign(after, ".") || isWord(after, "AS");
}

function refuseColumns(cursor: Cursor, tree: Token): void {
  const message =
    "RETURN TREE gives what was walked and has no columns. Return either the tree or columns.";
  report(cursor, tree, { code: "tree_with_columns", message });
  while (takeSign(cursor, ",") !== null) parseColumn(cursor);
}

function parseColumns(cursor: Cursor): readonly Column[] {
  const columns: Column[] = [];
  do columns.push(parseColumn(cursor));
  while (takeSign(cursor, ",") !== null);
  return columns;
}

function parseColumn(cursor: Cursor): Column {
  const { from } = peek(cursor);
  if (isWord(peek(cursor), "DISTINCT") && peek(cursor, 1).kind === "word") {
    const message = "Write FIND UNIQUE at the start of the query instead of DISTINCT.";
    report(cursor, next(cursor), { code: "unexpected_token", message });
  }
  if (isSign(peek(cursor), "*")) return allColumns(cursor);
  const value = parseExpression(cursor);
  const label = cursor.text.slice(value.from, value.to);
  const alias = parseColumnName(cursor);
  return { value, label, alias, ...spanFrom(cursor, from) };
}

function allColumns(cursor: Cursor): Column {
  const token = next(cursor);
  const { from, to } = token;
  const message = "Write whose properties to return: `RETURN u.*` after `FIND User AS u`.";
  report(cursor, token, { code: "missing_alias", message });
  return { value: { kind: "missing", from, to }, label: "*", alias: null, from, to };
}

function parseColumnName(cursor: Cursor): Name | null {
  const as = takeWord(cursor, "AS");
  if (as === null) return null;
  const token = peek(cursor);
  const isName = token.kind === "word" || token.kind === "string";
  if (!isName || (token.kind === "word" && atBoundary(cursor) && endsHere(cursor))) {
    const found = nameOf(token, cursor.text);
    const message = `AS needs a name for the column; found ${found}.`;
    report(cursor, token, { code: "missing_alias", message });
    return null;
  }
  next(cursor);
  return { text: token.value, from: token.from, to: token.to };
}

/** `AS limit` is a name, `AS LIMIT 5` lacks one. */
function endsHere(cursor: Cursor): boolean {
  const after = peek(cursor, 1);
  return after.kind === "number" || after.kind === "word";
}

function parseOrder(cursor: Cursor): readonly OrderKey[] {
  const keys: OrderKey[] = [];
  do keys.push(parseOrderKey(cursor));
  while (takeSign(cursor, ",") !== null);
  return keys;
}

function parseOrderKey(cursor: Cursor): OrderKey {
  const { from } = peek(cursor);
  const value = parseExpression(cursor);
  const descending = takeWord(cursor, "DESC") !== null;
  if (!descending) takeWord(cursor, "ASC");
  return { value, descending, ...spanFrom(cursor, from) };
}

function parseCount(cursor: Cursor, word: "SKIP" | "LIMIT"): Count | Parameter | null {
  const token = peek(cursor);
  if (token.kind === "parameter") return parseParameter(next(cursor));
  const value = Number(token.value);
  const least = word === "LIMIT" ? 1 : 0;
  if (token.kind === "number" && Number.isSafeInteger(value) && value >= least) {
    next(cursor);
    return { kind: "number", value, from: token.from, to: token.to };
  }
  const found = nameOf(token, cursor.text);
  const message = `${word} needs a whole number${least === 1 ? " of 1 or more" : ""}; found ${found}. Write \`${word} 100\`.`;
  report(cursor, token, { code: "invalid_count", message });
  if (!atBoundary(cursor)) next(cursor);
  return null;
}
