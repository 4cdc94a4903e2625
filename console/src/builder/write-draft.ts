import { printLines } from "../../../src/j1ql/print.ts";
import { isClassName } from "../../../src/j1ql/names.ts";
import type {
  Column as SyntaxColumn,
  Comparison,
  Condition,
  Hop,
  Name,
  OrderKey,
  Query,
  Returns,
  Selector,
  Target,
} from "../../../src/j1ql/syntax.ts";
import { type Column, type Draft, type Filter, nameOf, type Relation, type Step } from "./draft.ts";
import { conditionOf, nowhere, operandOf, pathOf, returnedOf, sortedOf } from "./written-value.ts";

/** A draft as J1QL; what is not whole yet is left out. */
export function writeDraft(draft: Draft): string {
  const [first, ...others] = draft.steps;
  if (first === undefined || first.what === "") return "";
  const { unique, limit } = draft;
  const query: Query = {
    ...nowhere,
    unique,
    start: selectorOf(first),
    steps: others.map((step) => hopOf(step, step.relation)),
    where: conditionOf(draft.where),
    returns: returnsOf(draft),
    having: conditionOf(draft.having),
    orderBy: draft.order.flatMap(keyOf),
    skip: null,
    limit: limit === null ? null : { kind: "number", value: limit, ...nowhere },
  };
  return printLines(query);
}

/** Whether a filter says something yet. */
export function isWhole({ property, value }: Filter): boolean {
  return property !== "" && operandOf(value) !== null;
}

function selectorOf({ what, alias, joiner, filters }: Step): Selector {
  const comparisons = filters.flatMap(comparisonOf);
  const [only] = comparisons;
  const filter: Condition | null =
    comparisons.length > 1 ? { kind: joiner, of: comparisons, ...nowhere } : (only ?? null);
  return { target: targetOf(what), filter, alias: named(alias), aliasFirst: false, ...nowhere };
}

function targetOf(what: string): Target {
  return what === "*" ? { kind: "any", ...nowhere } : { kind: "name", text: what, ...nowhere };
}

function comparisonOf({ property, operator, value }: Filter): Comparison[] {
  const right = operandOf(value);
  if (property === "" || right === null) return [];
  return [{ kind: "comparison", left: pathOf(property), operator, right, ...nowhere }];
}

function hopOf(step: Step, relation: Relation | null): Hop {
  const { verb = null, direction = "either", negated = false, alias = null } = relation ?? {};
  return {
    kind: "hop",
    negated,
    somehow: null,
    verbs: [{ text: verb, ...nowhere }],
    direction,
    alias: named(alias),
    selector: selectorOf(step),
    ...nowhere,
  };
}

function returnsOf(draft: Draft): Returns | null {
  if (draft.returns === "tree") return { kind: "tree", ...nowhere };
  const columns = draft.columns.flatMap((column) => columnOf(column, draft));
  if (draft.returns === "entities" || columns.length === 0) return null;
  return { kind: "columns", columns, ...nowhere };
}

function columnOf(column: Column, { steps }: Draft): SyntaxColumn[] {
  const alias = named(column.label);
  if (column.kind === "free") {
    const value = returnedOf(column.text)?.value;
    return value === undefined ? [] : [{ value, label: "", alias, ...nowhere }];
  }
  const step = steps.find(({ id }) => id === column.step);
  if (step === undefined) return [];
  const path = pathOf(column.property, nameOf(step));
  const { aggregate } = column;
  if (aggregate === null) return [{ value: path, label: "", alias, ...nowhere }];
  const name = { text: aggregate, ...nowhere };
  return [{ value: { kind: "call", name, of: [path], ...nowhere }, label: "", alias, ...nowhere }];
}

function keyOf({ text, descending }: Draft["order"][number]): OrderKey[] {
  const value = sortedOf(text);
  return value === null ? [] : [{ value, descending, ...nowhere }];
}

function named(text: string | null): Name | null {
  return text === null || text === "" ? null : { text, ...nowhere };
}

/** A short name for what a step finds, that no other step has. */
export function shortName(what: string, taken: readonly string[]): string {
  const word = isClassName(what) ? what : (what.split("_").at(-1) ?? what);
  const base = word === "*" || word === "" ? "it" : word.toLowerCase();
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}${number}`;
    if (!taken.includes(name)) return name;
  }
}
