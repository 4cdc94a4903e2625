import type { QueryResult } from "../../../src/j1ql/result.ts";
import { counted } from "../part/format.ts";
import type { Answer } from "./use-answer.ts";

/** How much there is of an answer, in truth. */
export function sizeOf({ type, totalCount }: QueryResult): string {
  switch (type) {
    case "list":
      return counted(totalCount, "entity", "entities");
    case "table":
      return counted(totalCount, "row", "rows");
    case "tree":
      return counted(totalCount, "match", "matches");
  }
}

/** How long it took in the database, and until it was here. */
export function timeOf({ ms, roundTrip }: Answer): string {
  return `in ${milliseconds(ms)} ms (${Math.round(roundTrip)} ms with the way here)`;
}

function milliseconds(ms: number): string {
  return ms < 10 ? ms.toFixed(1) : Math.round(ms).toString();
}
