import type { Context } from "./context.ts";
import { planKeys, selectedKeys } from "./order.ts";
import { predicateSql } from "./predicate.ts";
import { whereSql } from "./scan.ts";
import {
  type TablePage,
  matchingPaths,
  tablePage,
  selectedNames,
  selectedTerm,
  selectedTerms,
} from "./table-page.ts";
import { type Reader, valueTerm } from "./value.ts";

/** A table whose rows must be whole before they can be told apart (UNIQUE), filtered (HAVING) or counted (UNWIND). */
export function compileRows(context: Context): TablePage {
  const { plan } = context;
  const { columns, order, unique, having } = plan;
  const values = [...columns, ...order].map(({ value }) => value);
  const { paths, conditions } = matchingPaths(context, values, { asSet: unique, placed: false });
  const terms = columns.map(({ value }) => valueTerm(context, paths.reader, value));
  const reader: Reader = { ...paths.reader, column: (index) => selectedTerm(terms, index) };
  // Equal rows become one: then only columns can order them. Otherwise a key may be any value of the path.
  const inner: Reader = { ...reader, column: (index) => terms[index] ?? selectedTerm([], 0) };
  const keys = planKeys(context, unique ? reader : inner, order);
  const named = selectedKeys(keys);
  const read = [...selectedTerms(context, terms), ...(unique ? [] : named)];
  const select = unique ? "SELECT DISTINCT" : "SELECT";
  const rows = `${select} ${read.join(", ")} FROM ${paths.from}${whereSql(conditions)}`;
  const kept = having === null ? [] : [predicateSql(context, reader, having)];
  const outer = unique ? ["r.*", ...named] : ["r.*"];
  return tablePage(context, {
    rows: `SELECT ${outer.join(", ")} FROM (${rows}) r${whereSql(kept)}`,
    keys,
    tieBreakers: selectedNames(terms),
    terms: terms.map((_, index) => selectedTerm(terms, index, "p.")),
    joins: [],
  });
}
