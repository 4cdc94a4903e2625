import type { EpochMs } from "../base/clock.ts";

/** An employee as the roster tells: what a line does not say is `null`. */
export interface RosterEntry {
  /** Line of the file where it begins; for JSON the position in the list, from 1. */
  readonly line: number;
  /** Lower case. */
  readonly email: string | null;
  readonly employeeId: string | null;
  readonly name: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly title: string | null;
  readonly department: string | null;
  /** Lower case. */
  readonly managerEmail: string | null;
  readonly status: string | null;
  readonly startOn: EpochMs | null;
  readonly endOn: EpochMs | null;
}

/** What is wrong with the roster, and where. */
export interface RosterProblem {
  /** `null` where it concerns the whole file. */
  readonly line: number | null;
  readonly code: RosterProblemCode;
  readonly text: string;
}

/** The kinds of trouble in a roster. */
export type RosterProblemCode =
  | "encoding"
  | "unknown_column"
  | "wrong_shape"
  | "no_identity"
  | "wrong_value"
  | "duplicate"
  | "conflict";

/** A roster as it was read: what can be used, and what is wrong with the rest. */
export interface Roster {
  /** As the user named it. */
  readonly file: string;
  /** Lines with content, also those that could not be used. */
  readonly lines: number;
  readonly entries: readonly RosterEntry[];
  /** At most `mostProblems`; `problemCounts` counts all. */
  readonly problems: readonly RosterProblem[];
  readonly problemCounts: Readonly<Record<string, number>>;
}

/** Of problems only so many are told one by one: a file may be wrong in every line. */
export const mostProblems = 1_000;

/** What names an employee of the roster: the employee id, else the mail address; without case. */
export function rosterId({ employeeId, email }: Pick<RosterEntry, "employeeId" | "email">): string {
  return (employeeId ?? email ?? "").toLowerCase();
}

const gone = new Set([
  "left",
  "leaver",
  "terminated",
  "termed",
  "inactive",
  "former",
  "ended",
  "departed",
  "resigned",
  "retired",
  "dismissed",
]);

/** Whether somebody does not work here any more: the status says so, or the last day is over. */
export function hasLeft({ status, endOn }: RosterEntry, now: EpochMs): boolean {
  const lastDay = endOn !== null && endOn + dayMs <= now;
  return lastDay || gone.has(status?.toLowerCase() ?? "");
}

const dayMs = 86_400_000;
