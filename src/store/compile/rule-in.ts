import type { Literal, PlanOperator } from "../../j1ql/plan.ts";
import type { Context } from "./context.ts";
import type { Term } from "./term.ts";

/** A comparison with values written in the query. */
export interface RuleIn {
  readonly left: Term;
  readonly operator: PlanOperator;
  readonly values: readonly (Literal | null)[];
}

/** With more values than this the search costs more than it saves. */
const most = 8;

/**
 * A cheap condition that holds wherever the comparison does: the JSON text of all properties contains the value's own.
 * Over 2 million relationships it takes 80 ms where reading a property takes 500.
 */
export function ruledIn(
  { binder, dialect }: Context,
  { left, operator, values }: RuleIn,
): readonly string[] {
  const within = left.read?.within ?? null;
  const searched = values.map((value) => needleOf(operator, value));
  const known = searched.filter((needle) => needle !== null);
  if (within === null || known.length === 0) return [];
  if (known.length < searched.length || known.length > most) return [];
  const found = known.map((needle) => dialect.contains(within, binder.text(needle)));
  return [found.length === 1 ? (found[0] ?? "TRUE") : `(${found.join(" OR ")})`];
}

/** Texts that JSON may write in several ways are not searched for. */
const plain = /^[ !#-.0-[\]-~]+$/;

/** How a text stands in JSON, as far as the operator tells. */
const needles: Readonly<Partial<Record<PlanOperator, (text: string) => string>>> = {
  "=": (text) => `"${text}"`,
  "^=": (text) => `"${text}`,
  "$=": (text) => `${text}"`,
  "~=": (text) => text,
};

function needleOf(operator: PlanOperator, value: Literal | null): string | null {
  if (typeof value !== "string" || !plain.test(value)) return null;
  return needles[operator]?.(value) ?? null;
}
