import type { Bound } from "./session.ts";

/** A statement, or a part of one, with the values bound in it. */
export interface Part {
  readonly sql: string;
  readonly values: readonly Bound[];
}
