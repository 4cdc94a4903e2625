import { printExpression } from "../../../src/j1ql/print-expression.ts";
import type { Column as SyntaxColumn, Expression, Path } from "../../../src/j1ql/syntax.ts";
import { type Aggregate, type Column, nameOf, type OwnColumn, type Step } from "./draft.ts";

/** How numbers about groups are called. */
export const aggregates = ["count", "sum", "min", "max", "avg"] as const;

/** Columns as the builder shows them: those of a step as such, others as they were written. */
export function readColumns(
  columns: readonly SyntaxColumn[],
  steps: readonly Step[],
): readonly Column[] {
  return columns.map(({ value, alias }, id): Column => {
    const label = alias?.text ?? null;
    const own = ownOf(value, steps);
    if (own === null) return { kind: "free", id, text: printExpression(value), label };
    return { kind: "own", id, label, ...own };
  });
}

type Own = Pick<OwnColumn, "aggregate" | "step" | "property">;

function ownOf(value: Expression, steps: readonly Step[]): Own | null {
  if (value.kind === "path") return pathOf(value, steps, null);
  if (value.kind !== "call") return null;
  const aggregate = aggregates.find((name) => name === value.name.text.toLowerCase());
  const [path, further] = value.of;
  if (aggregate === undefined || further !== undefined || path?.kind !== "path") return null;
  return pathOf(path, steps, aggregate);
}

function pathOf({ parts }: Path, steps: readonly Step[], aggregate: Aggregate | null): Own | null {
  const [first, ...rest] = parts;
  const owners = steps.filter((step) => nameOf(step) === first?.text);
  const [owner, other] = owners;
  if (owner === undefined || other !== undefined) return null;
  return { aggregate, step: owner.id, property: rest.map(({ text }) => text).join(".") };
}
