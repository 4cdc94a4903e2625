import type { Search } from "../app/address.ts";

/** How a part of a chart is coloured: by what it means. */
export type Tone = "critical" | "high" | "medium" | "low" | "none" | "accent" | "good";

/** A part of a chart: every number leads to what it counts. */
export interface Slice {
  readonly label: string;
  readonly value: number;
  readonly tone: Tone;
  readonly path: string;
  readonly search: Search;
}

/** A degree's tone. */
export function toneOf(word: string): Tone {
  switch (word.toLowerCase()) {
    case "critical":
      return "critical";
    case "high":
      return "high";
    case "medium":
      return "medium";
    case "low":
    case "informational":
      return "low";
    default:
      return "none";
  }
}
