import type { Literal, Predicate } from "../../j1ql/plan.ts";
import { jsonText } from "./call.ts";
import { anyItem, compareTerms, textOf } from "./compare.ts";
import type { Context } from "./context.ts";
import { ruledIn } from "./rule-in.ts";
import type { Term } from "./term.ts";
import { literalTerm, type Reader, valueTerm } from "./value.ts";

/** SQL for a predicate: true where it holds; NULL where it does not is as good as false, since it only filters. */
export function predicateSql(context: Context, reader: Reader, predicate: Predicate): string {
  switch (predicate.kind) {
    case "all":
      return joined(
        "AND",
        "TRUE",
        predicate.of.map((part) => predicateSql(context, reader, part)),
      );
    case "any":
      return joined(
        "OR",
        "FALSE",
        predicate.of.map((part) => predicateSql(context, reader, part)),
      );
    case "not":
      return `NOT ${certain(predicateSql(context, reader, predicate.of))}`;
    case "absent":
      return absentSql(valueTerm(context, reader, predicate.of));
    case "compare":
      return compareSql(context, reader, predicate);
    case "oneOf":
      return oneOfSql(context, valueTerm(context, reader, predicate.left), predicate.values);
    case "inQuery":
      return inQuerySql(
        context,
        valueTerm(context, reader, predicate.left),
        context.inner.values(context, predicate.plan),
      );
    case "matches":
      return matchesSql(context, valueTerm(context, reader, predicate.left), predicate);
    case "cidr":
      return cidrSql(context, valueTerm(context, reader, predicate.left), predicate.network);
  }
}

function compareSql(
  context: Context,
  reader: Reader,
  { left: one, operator, right: other }: Predicate & { kind: "compare" },
): string {
  const left = valueTerm(context, reader, one);
  const right = valueTerm(context, reader, other);
  const sql = compareTerms(context, { left, operator, right });
  const values = other.kind === "literal" ? [other.value] : [];
  return joined("AND", "TRUE", [...ruledIn(context, { left, operator, values }), sql]);
}

function absentSql({ sql, read }: Term): string {
  return read?.isAbsent ?? `(${sql} IS NULL)`;
}

/** An unknown truth is false. */
function certain(sql: string): string {
  return sql === "FALSE" || sql === "TRUE" ? sql : `coalesce(${sql}, FALSE)`;
}

/** Joins conditions; `empty` stands for none. */
export function joined(word: "AND" | "OR", empty: string, parts: readonly string[]): string {
  const [only] = parts;
  if (only === undefined) return empty;
  return parts.length === 1 ? only : `(${parts.join(` ${word} `)})`;
}

function oneOfSql(context: Context, left: Term, values: readonly Literal[]): string {
  const sql = anyItem(context.dialect, { term: left, name: "one" }, (item) =>
    itemInSql(context, item, values),
  );
  return joined("AND", "TRUE", [...ruledIn(context, { left, operator: "=", values }), sql]);
}

function itemInSql(context: Context, item: Term, values: readonly Literal[]): string {
  const { binder, dialect } = context;
  const texts = values.filter((value) => typeof value === "string");
  const others = values.filter((value) => typeof value !== "string");
  const asText = (sql: string): string => (item.kind === "item" ? dialect.jsonOfText(sql) : sql);
  const isText = item.kind === "text" || item.kind === "item";
  const inTexts =
    isText && texts.length > 0
      ? [`${item.sql} IN (${texts.map((value) => asText(binder.text(value))).join(", ")})`]
      : [];
  const equalOthers = others.map((value) =>
    compareTerms(context, { left: item, operator: "=", right: literalTerm(context, value) }),
  );
  return joined("OR", "FALSE", [...inTexts, ...equalOthers]);
}

/** A value, or an element of a list, is among those that a part of the statement holds. */
function inQuerySql({ dialect }: Context, left: Term, part: string): string {
  if (left.kind === "nothing") return "FALSE";
  const json = jsonText(dialect, left);
  const isIn = `${json} IN (SELECT item FROM ${part})`;
  if (left.kind !== "json" && left.kind !== "texts") return isIn;
  const isList = left.read?.isList ?? dialect.isJsonList(json);
  return `CASE WHEN ${isList} THEN ${dialect.sharesItem(dialect.items(json), part)} ELSE ${isIn} END`;
}

function matchesSql(
  context: Context,
  left: Term,
  { at, source, insensitive }: Predicate & { kind: "matches" },
): string {
  const { binder, dialect } = context;
  const begin = at === "start" ? "^" : "";
  const end = at === "end" ? "$" : "";
  const held = begin === end ? source : `${begin}(?:${source})${end}`;
  const pattern = binder.text(dialect.pattern(held));
  return anyItem(dialect, { term: left, name: "one" }, (item) => {
    const text = textOf(dialect, item);
    return text === null ? "FALSE" : dialect.matches(text, pattern, insensitive);
  });
}

function cidrSql(
  context: Context,
  left: Term,
  { first, last }: { readonly first: number; readonly last: number },
): string {
  const { binder, dialect } = context;
  return anyItem(dialect, { term: left, name: "one" }, (item) => {
    const text = textOf(dialect, item);
    if (text === null) return "FALSE";
    return `${dialect.ipv4Number(text)} BETWEEN ${binder.integer(first)} AND ${binder.integer(last)}`;
  });
}
