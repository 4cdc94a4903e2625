import { givenFor, keyOf } from "./check-parameter.ts";
import { type Checking, wrong } from "./checking.ts";
import type { Count, Parameter } from "./syntax.ts";

/** The number after SKIP or LIMIT; `null` where there is none (yet). */
export function checkCount(
  checking: Checking,
  clause: "SKIP" | "LIMIT",
  count: Count | Parameter | null,
): number | null {
  if (count === null) return null;
  if (count.kind === "number") return count.value;
  const given = givenFor(checking, count);
  if (given === null || given.kind === "open") return null;
  const { value } = given;
  const least = clause === "LIMIT" ? 1 : 0;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  const message = `${clause} needs a whole number${least === 1 ? " of 1 or more" : ""}; the parameter \`${keyOf(count)}\` is \`${JSON.stringify(value)}\`.`;
  return wrong(checking, count, { code: "invalid_count", message });
}
