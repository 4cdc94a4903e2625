import { parse } from "../../../src/j1ql/parse.ts";
import { printCondition } from "../../../src/j1ql/print-condition.ts";
import { printExpression } from "../../../src/j1ql/print-expression.ts";
import { print } from "../../../src/j1ql/print.ts";
import type { Problem } from "../../../src/j1ql/problem.ts";
import type {
  Comparison,
  Condition,
  Hop,
  Operand,
  Query,
  Selector,
  Span,
  Step as SyntaxStep,
  Target,
} from "../../../src/j1ql/syntax.ts";
import { type Draft, emptyDraft, type Filter, type FilterValue, type Step } from "./draft.ts";
import { readColumns } from "./read-columns.ts";

/** A text as a draft, or what of it the builder cannot show. */
export type Read =
  | { readonly kind: "draft"; readonly draft: Draft }
  | { readonly kind: "unfinished" | "beyond"; readonly parts: readonly Problem[] };

/** What of a query was found that the builder has no place for. */
type Report = (span: Span, what: string) => void;

/** Reads a query for the builder. */
export function readDraft(text: string): Read {
  if (text.trim() === "") return { kind: "draft", draft: emptyDraft };
  const { query, problems } = parse(text);
  if (query === null || problems.length > 0) return { kind: "unfinished", parts: problems };
  const parts: Problem[] = [];
  const report: Report = ({ from, to }, what) =>
    void parts.push({ code: "beyond_builder", message: what, from, to });
  const draft = draftOf(query, report);
  return parts.length > 0 ? { kind: "beyond", parts } : { kind: "draft", draft };
}

function draftOf(query: Query, report: Report): Draft {
  const { unique, start, where, returns, having, orderBy, skip, limit } = query;
  if (skip !== null) report(skip, "SKIP");
  if (limit?.kind === "parameter") report(limit, "a parameter as the limit");
  const steps = [
    stepOf(start, { id: 0, relation: null }, report),
    ...query.steps.flatMap((step, index) => hopOf(step, index + 1, report)),
  ];
  return {
    unique,
    steps,
    where: textOf(where),
    returns: returns === null ? "entities" : returns.kind,
    columns: returns?.kind === "columns" ? readColumns(returns.columns, steps) : [],
    having: textOf(having),
    order: orderBy.map(({ value, descending }) => ({ text: printExpression(value), descending })),
    limit: limit?.kind === "number" ? limit.value : null,
  };
}

function textOf(condition: Condition | null): string | null {
  return condition === null ? null : printCondition(condition, print);
}

function hopOf(step: SyntaxStep, id: number, report: Report): Step[] {
  if (step.kind === "optional") {
    report(step, "steps that need not be there: `( THAT … )?`");
    return [];
  }
  reportHop(step, report);
  const { direction, negated, verbs, alias } = step;
  const verb = verbs[0]?.text ?? null;
  const relation = { verb, direction, alias: alias?.text ?? null, negated };
  return [stepOf(step.selector, { id, relation }, report)];
}

function reportHop({ somehow, verbs }: Hop, report: Report): void {
  if (somehow !== null) report(somehow, "SOMEHOW, a path of any length");
  const [first, second] = verbs;
  if (first !== undefined && second !== undefined)
    report({ from: first.from, to: verbs.at(-1)?.to ?? second.to }, "several verbs for one step");
}

function stepOf(
  { target, filter, alias }: Selector,
  place: Pick<Step, "id" | "relation">,
  report: Report,
): Step {
  const { joiner, filters } = filtersOf(filter, report);
  return { ...place, what: whatOf(target, report), alias: alias?.text ?? null, joiner, filters };
}

function whatOf(target: Target, report: Report): string {
  if (target.kind === "any") return "*";
  if (target.kind === "name") return target.text;
  const said = {
    either: "several classes for one step",
    text: "a search for a text",
    smartClass: "a class that the organization defined",
    missing: "a step without a class",
  };
  report(target, said[target.kind]);
  return "";
}

function filtersOf(
  filter: Condition | null,
  report: Report,
): { readonly joiner: "and" | "or"; readonly filters: readonly Filter[] } {
  if (filter === null) return { joiner: "and", filters: [] };
  const isGroup = filter.kind === "and" || filter.kind === "or";
  const parts = isGroup ? filter.of : [filter];
  const filters = parts.flatMap((part, id) => {
    if (part.kind === "comparison") return filterOf(part, id, report);
    report(part, saidOf(part));
    return [];
  });
  return { joiner: filter.kind === "or" ? "or" : "and", filters };
}

function saidOf({ kind }: Condition): string {
  if (kind === "cidr") return "a condition about networks";
  return kind === "not" ? "a negated condition" : "conditions within conditions";
}

function filterOf(comparison: Comparison, id: number, report: Report): Filter[] {
  const { left, operator, right } = comparison;
  if (left.kind !== "path" || left.parts.some(({ form }) => form === "quoted")) {
    report(left, "a condition about more than a property");
    return [];
  }
  if (right.kind === "subquery") {
    report(right, "a query within the query");
    return [];
  }
  const property = left.parts.map(({ text }) => text).join(".");
  return [{ id, property, operator, value: valueOf(right) }];
}

function valueOf(right: Operand): FilterValue {
  if (right.kind === "string" && right.value !== "") return { kind: "text", text: right.value };
  if (right.kind === "number") return { kind: "number", text: String(right.value) };
  if (right.kind === "boolean") return { kind: "boolean", text: String(right.value) };
  return { kind: "expression", text: printed(right) };
}

/** An operand as text: a query prints those that are no plain expression. */
function printed(right: Operand): string {
  if (right.kind !== "list" && right.kind !== "regex" && right.kind !== "subquery")
    return printExpression(right);
  const at = { from: 0, to: 0 };
  const left = { kind: "path", parts: [{ text: "it", form: "plain", ...at }], ...at } as const;
  const filter = { kind: "comparison", left, operator: "=", right, ...at } as const;
  const start = { target: { kind: "any", ...at }, filter, alias: null, aliasFirst: false } as const;
  const whole = { unique: false, start: { ...start, ...at }, steps: [], orderBy: [], ...at };
  const none = { where: null, returns: null, having: null, skip: null, limit: null };
  return print({ ...whole, ...none }).slice("FIND * WITH it = ".length);
}
