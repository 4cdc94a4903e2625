import type { QuestionDefinition } from "../question-definition.ts";

/** The groups of the library, in the order in which they are shown. */
export const libraryGroups = [
  "inventory",
  "exposure",
  "identities",
  "hygiene",
  "changes",
  "blind spots",
] as const;

/** A question that ships with the product. Its id never changes. */
export interface LibraryQuestion {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly good: string;
  readonly query: string;
  readonly resultsAre: QuestionDefinition["queries"][number]["resultsAre"];
  readonly tags: readonly string[];
  readonly parameters?: QuestionDefinition["parameters"];
}
