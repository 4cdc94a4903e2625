import { type Checking, warn } from "./checking.ts";
import type { PlanOperator, PlanValue } from "./plan.ts";
import type { Span } from "./syntax.ts";

/** A property and what it is compared with. */
export interface ComparedValue {
  readonly left: PlanValue;
  readonly operator: PlanOperator;
  readonly right: PlanValue;
}

/** Warns of values that are legal, but hardly what was meant: moments, numbers and patterns written as texts. */
export function warnOfValue(
  checking: Checking,
  { left, operator, right }: ComparedValue,
  at: Span,
): void {
  const value = right.kind === "literal" ? right.value : null;
  if (typeof value !== "string" || left.kind !== "property") return;
  const doubt = doubts.find(({ applies }) => applies({ name: left.name, operator, value }));
  if (doubt !== undefined) warn(checking, at, { code: doubt.code, message: doubt.says(value) });
}

interface Written {
  readonly name: string;
  readonly operator: PlanOperator;
  readonly value: string;
}

interface Doubt {
  readonly code: string;
  readonly applies: (written: Written) => boolean;
  readonly says: (value: string) => string;
}

const doubts: readonly Doubt[] = [
  {
    code: "time_as_text",
    applies: ({ name, value }) => name.endsWith("On") && /^\d{4}(?:-\d{2}){0,2}/.test(value),
    says: (value) => `Times are numbers, and never compare with a text. Write \`date(${value})\`.`,
  },
  {
    code: "number_as_text",
    applies: ({ operator, value }) =>
      /^[<>]/.test(operator) && value.trim() !== "" && Number.isFinite(Number(value)),
    says: (value) =>
      `\`'${value}'\` is a text, which numbers never compare with. For a number write \`${value}\`.`,
  },
  {
    code: "no_wildcards",
    applies: ({ operator, value }) =>
      operator === "=" && value.length > 1 && /^[*%]|[*%]$/.test(value),
    says: () =>
      "`*` and `%` stand for themselves. Write `~=` for “contains”, `^=` for “starts with”, `$=` for “ends with”.",
  },
];
