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
import { atBoundary, reserved, tailWordAt } from "./keywords.ts";
import { parseCondition } from "./parse-condition.ts";
import type { Condition, Name, Selector, Target } from "./syntax.ts";
import type { Token } from "./tokens.ts";

/** Reads what an entity must be, with its filter and its alias, in either order. */
export function parseSelector(cursor: Cursor): Selector {
  const { from } = peek(cursor);
  const target = parseTarget(cursor);
  const early = parseAlias(cursor) ?? parseBareAlias(cursor);
  const filter = parseFilter(cursor);
  const late = parseAlias(cursor);
  if (early !== null && late !== null) {
    const message = `This has an alias already: \`${early.text}\`. Keep one of the two.`;
    report(cursor, late, { code: "duplicate_alias", message });
  }
  const alias = late ?? early;
  const aliasFirst = early !== null && late === null && filter !== null;
  return { ...spanFrom(cursor, from), target, filter, alias, aliasFirst };
}

function parseFilter(cursor: Cursor): Condition | null {
  let filter: Condition | null = null;
  for (;;) {
    const word = takeWord(cursor, "WITH");
    if (word === null) return filter;
    if (filter !== null) {
      const message = "One entity has one WITH. Join the conditions with AND.";
      report(cursor, word, { code: "duplicate_clause", message });
    }
    filter = parseCondition(cursor, "WITH");
  }
}

/** Reads `AS name`, if it stands here. */
export function parseAlias(cursor: Cursor): Name | null {
  const as = takeWord(cursor, "AS");
  return as === null ? null : parseAliasName(cursor);
}

function parseAliasName(cursor: Cursor): Name | null {
  const token = peek(cursor);
  const isName = token.kind === "word" || token.kind === "string";
  if (!isName || beginsClause(cursor)) {
    const found = nameOf(token, cursor.text);
    const message = `AS needs a name; found ${found}. Write \`AS u\`.`;
    report(cursor, token, { code: "missing_alias", message });
    return null;
  }
  next(cursor);
  if (token.kind === "word" && reserved.has(token.value.toLowerCase())) {
    const message = `\`${token.value}\` is a word of the language and cannot be an alias. Use another name, such as \`${token.value.charAt(0).toLowerCase()}1\`.`;
    report(cursor, token, { code: "reserved_alias", message });
  }
  return { text: token.value, from: token.from, to: token.to };
}

/** Whether what stands after AS is a clause rather than a badly chosen name. */
function beginsClause(cursor: Cursor): boolean {
  const word = tailWordAt(cursor);
  if (word === "LIMIT" || word === "SKIP") return peek(cursor, 1).kind === "number";
  return word !== null || isWord(peek(cursor), "THAT") || isWord(peek(cursor), "WITH");
}

/** `FIND User u THAT …`: an alias that lacks its AS. */
function parseBareAlias(cursor: Cursor): Name | null {
  const token = peek(cursor);
  if (token.kind !== "word" || reserved.has(token.value.toLowerCase())) return null;
  if (atBoundary(cursor)) return null;
  const after = peek(cursor, 1);
  const isAlias =
    after.kind === "end" ||
    isSign(after, ")") ||
    ["THAT", "WITH", "WHERE", "RETURN", "LIMIT", "ORDER"].some((word) => isWord(after, word));
  if (!isAlias) return null;
  next(cursor);
  report(cursor, token, { code: "missing_as", message: bareAliasMessage(cursor, token) });
  return { text: token.value, from: token.from, to: token.to };
}

/** What stands before the name tells what was meant. */
function bareAliasMessage({ tokens, position }: Cursor, { value }: Token): string {
  const target = tokens[position - 2];
  const verb = tokens[position - 3];
  if (target !== undefined && isWord(target, "NOT")) {
    return `Write \`!\` before the verb: \`THAT !${verb?.value ?? "HAS"} ${value}\`.`;
  }
  if (target?.kind === "word" && /^[A-Z_]{2,}$/.test(target.value) && /^[A-Z]/.test(value)) {
    return `A step starts from the entity before it and names only the verb: \`THAT ${target.value} ${value}\`.`;
  }
  return `If \`${value}\` is to be an alias, write \`AS ${value}\`.`;
}

/** Reads a type, a class, `*`, a text, a smart class, or alternatives of these. */
function parseTarget(cursor: Cursor): Target {
  const token = peek(cursor);
  const { from, to } = token;
  if (takeSign(cursor, "*") !== null) return { kind: "any", from, to };
  if (isSign(token, "#")) return parseSmartClass(cursor);
  if (isSign(token, "(") && !isWord(peek(cursor, 1), "THAT")) return parseAlternatives(cursor);
  if (token.kind === "string") {
    next(cursor);
    return { kind: "text", text: token.value, from, to };
  }
  if (token.kind === "word" && !atBoundary(cursor)) return parseNames(cursor);
  return missingTarget(cursor);
}

function missingTarget(cursor: Cursor): Target {
  const token = peek(cursor);
  const found = nameOf(token, cursor.text);
  const message = `Found ${found} where an entity is due: a class (\`User\`), a type (\`microsoft_defender_user\`), \`*\` for any, or a text in quotes.`;
  report(cursor, token, { code: "missing_entity", message });
  return { kind: "missing", from: token.from, to: token.from };
}

/** A name; several joined by `|` without parentheses are read, too, and reported. */
function parseNames(cursor: Cursor): Target {
  const first = takeName(cursor);
  const bar = peek(cursor);
  if (!isSign(bar, "|")) return first;
  const options = [first];
  while (takeSign(cursor, "|") !== null) options.push(parseOption(cursor));
  const span = spanFrom(cursor, first.from);
  const message = `Put alternatives in parentheses: \`(${cursor.text.slice(span.from, span.to)})\`.`;
  report(cursor, span, { code: "missing_parentheses", message });
  return { kind: "either", options, ...span };
}

function takeName(cursor: Cursor): Target {
  const { value, from, to } = next(cursor);
  return { kind: "name", text: value, from, to };
}

function parseSmartClass(cursor: Cursor): Target {
  const sign = next(cursor);
  const token = peek(cursor);
  if (token.kind !== "word") {
    const message = "`#` needs the name of a smart class, as in `#CriticalAsset`.";
    report(cursor, sign, { code: "missing_entity", message });
    return { kind: "missing", from: sign.from, to: sign.to };
  }
  next(cursor);
  const of = isSmartClassOf(cursor) ? next(cursor) : null;
  const name = of === null ? null : { text: of.value, from: of.from, to: of.to };
  return { kind: "smartClass", text: token.value, of: name, ...spanFrom(cursor, sign.from) };
}

function isSmartClassOf(cursor: Cursor): boolean {
  return peek(cursor).kind === "word" && !atBoundary(cursor);
}

function parseAlternatives(cursor: Cursor): Target {
  const open = next(cursor);
  const options: Target[] = [];
  do options.push(parseOption(cursor));
  while (takeSign(cursor, "|") !== null || takeOther(cursor));
  close(cursor, open);
  return { kind: "either", options, ...spanFrom(cursor, open.from) };
}

/** `OR`, `,` and `||` between alternatives: read as `|`, and reported. */
function takeOther(cursor: Cursor): boolean {
  const token = peek(cursor);
  if (!isWord(token, "OR") && !isSign(token, ",")) return false;
  const message = "Separate alternatives with `|`: `(User|Device)`.";
  report(cursor, next(cursor), { code: "unexpected_token", message });
  return true;
}

function parseOption(cursor: Cursor): Target {
  const token = peek(cursor);
  if (takeSign(cursor, "*") !== null) return { kind: "any", from: token.from, to: token.to };
  if (isSign(token, "#")) return parseSmartClass(cursor);
  if (token.kind === "word") return takeName(cursor);
  return missingTarget(cursor);
}
