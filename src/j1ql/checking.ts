import type { Catalogue } from "./catalogue.ts";
import type { Parameters } from "./parameters.ts";
import type { Plan, PlanValue, Slot } from "./plan.ts";
import type { Problem } from "./problem.ts";
import type { SmartClasses } from "./smart-classes.ts";
import type { Expression, Path, Query, Span } from "./syntax.ts";

/** What a name of the query refers to. */
export interface Scope {
  readonly slots: Slot[];
  /** Written with AS. */
  readonly aliases: Map<string, number>;
  /** A type or class names the slot it matches; several slots make the name ambiguous. */
  readonly targets: Map<string, number[]>;
  /** A verb, in capitals, names its relationship. */
  readonly verbs: Map<string, number[]>;
}

/** A property that the query names, and where. */
export interface PropertyUse extends Span {
  readonly slot: number;
  readonly name: string;
}

/** A check in progress: what is known and what was found wrong. */
export interface Checking {
  readonly catalogue: Catalogue | null;
  /** `null` while no values are given: then any may stand for a parameter. */
  readonly parameters: Parameters | null;
  /** Definitions of smart classes; `null` while it is not known which there are. */
  readonly smartClasses: SmartClasses | null;
  /** The smart classes met so far, by name. */
  readonly expanded: Map<string, readonly Plan[] | "in progress">;
  readonly problems: Problem[];
  readonly warnings: Problem[];
  readonly scope: Scope;
  readonly uses: PropertyUse[];
  /** Checks a subquery. Given from outside, since a query holds conditions and a condition may hold a query. */
  readonly planOf: (checking: Checking, query: Query) => Plan;
}

/** The clause that an expression stands in, which decides what a name means there. */
export interface Clause {
  readonly name: "WITH" | "WHERE" | "RETURN" | "HAVING" | "ORDER BY";
  /** What a whole expression means here before its parts are looked at, such as the name of a column. */
  readonly whole: (expression: Expression) => PlanValue | null;
  readonly path: (path: Path) => PlanValue | null;
  /** What a path means on the right side of a comparison, where that differs. */
  readonly rightPath?: Clause["path"];
  readonly aggregates: boolean;
}

/** Notes what is wrong. Gives `null`, which stands for the part that has no meaning. */
export function wrong(
  checking: Checking,
  span: Span,
  problem: Pick<Problem, "code" | "message">,
): null {
  checking.problems.push({ ...problem, from: span.from, to: span.to });
  return null;
}

/** Notes what is right but probably not meant. */
export function warn(
  checking: Checking,
  span: Span,
  problem: Pick<Problem, "code" | "message">,
): void {
  checking.warnings.push({ ...problem, from: span.from, to: span.to });
}
