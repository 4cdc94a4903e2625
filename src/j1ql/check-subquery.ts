import { type Checking, wrong } from "./checking.ts";
import type { Plan, PlanOperator, PlanValue, Predicate } from "./plan.ts";
import { emptyScope } from "./scope.ts";
import type { Operand } from "./syntax.ts";

/** A comparison with a subquery. */
export interface SubqueryCheck {
  readonly left: PlanValue;
  readonly operator: PlanOperator;
  readonly subquery: Operand & { readonly kind: "subquery" };
}

/** What a comparison with the values of another query means. Nothing of the query around is known in it. */
export function checkSubquery(
  checking: Checking,
  { left, operator, subquery }: SubqueryCheck,
): Predicate | null {
  const inner: Checking = { ...checking, scope: emptyScope(), uses: [] };
  const plan = checking.planOf(inner, subquery.query);
  const fault = faultOf(plan, { left, operator });
  if (fault === null) return { kind: "inQuery", left, plan };
  return wrong(checking, subquery, { code: "invalid_subquery", message: fault });
}

function faultOf(
  { result, columns }: Plan,
  { left, operator }: Omit<SubqueryCheck, "subquery">,
): string | null {
  if (operator !== "=") {
    return `\`${operator}\` cannot compare with a query's values. Only \`=\` (one of them) and \`!=\` (none of them) can.`;
  }
  if (left.kind === "whole") {
    return "A whole entity has no such value. Compare a property, as in `u.email = (FIND …)`.";
  }
  const [column] = columns;
  const isWhole = column?.value.kind === "whole" || column?.value.kind === "everything";
  if (result === "table" && columns.length === 1 && !isWhole) return null;
  return "A query in parentheses gives the values of one column: `(FIND Device AS d RETURN d.serial)`.";
}
