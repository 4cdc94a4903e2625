import type { Notice } from "../microsoft/notices.ts";
import type { StepContext } from "./step.ts";

/** Tells what was odd about records, once per field. */
export function noteOddities(context: StepContext, notices: readonly Notice[]): void {
  for (const { collection, field, problem, count } of notices) {
    const records = count === 1 ? "one record" : `${count} records`;
    context.note("odd_field", `${collection}: ${field}: ${problem} (${records}).`, count);
  }
}
