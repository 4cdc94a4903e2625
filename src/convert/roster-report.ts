import type { Roster, RosterEntry, RosterProblem } from "./roster.ts";
import type { RosterDoubt, RosterMatch } from "./roster-match.ts";

/** One employee of the roster, in a report. */
interface Listed {
  readonly line: number;
  readonly employeeId: string | null;
  readonly email: string | null;
  readonly name: string | null;
  /** `_key`s of the users. */
  readonly users: readonly string[];
}

/** What became of a roster. Lists hold at most `mostListed`; the counts are exact. */
export interface RosterReport {
  readonly file: string;
  /** Lines with content. */
  readonly lines: number;
  /** Employees whom the lines tell. */
  readonly employees: number;
  /** Employees with a user. */
  readonly matched: number;
  /** Humans of the directory who were found by employee id, and by mail. */
  readonly byEmployeeId: number;
  readonly byEmail: number;
  readonly counts: {
    readonly employeesWithoutAccount: number;
    readonly accountsWithoutEmployee: number;
    readonly ambiguous: number;
    readonly leaversEnabled: number;
    readonly problems: number;
  };
  readonly employeesWithoutAccount: readonly Listed[];
  /** `_key`s of users. */
  readonly accountsWithoutEmployee: readonly string[];
  readonly ambiguous: readonly RosterDoubt[];
  readonly leaversEnabled: readonly Listed[];
  readonly problems: readonly RosterProblem[];
}

const mostListed = 1_000;

function listed(entry: RosterEntry, users: readonly string[]): Listed {
  const { line, employeeId, email, name } = entry;
  return { line, employeeId, email, name, users };
}

/** Tells what became of a roster. */
export function rosterReport(roster: Roster, match: RosterMatch): RosterReport {
  const some = <Item>(items: readonly Item[]): readonly Item[] => items.slice(0, mostListed);
  const leavers = match.leaversEnabled.flatMap(({ entry, accounts }) =>
    entry === null
      ? []
      : [
          listed(
            entry,
            accounts.map(({ key }) => key),
          ),
        ],
  );
  return {
    file: roster.file,
    lines: roster.lines,
    employees: roster.entries.length,
    matched: match.staff.filter(({ accounts }) => accounts.length > 0).length,
    byEmployeeId: match.byEmployeeId,
    byEmail: match.byEmail,
    counts: {
      employeesWithoutAccount: match.withoutAccount.length,
      accountsWithoutEmployee: match.accountsWithoutEmployee.length,
      ambiguous: match.doubts.length,
      leaversEnabled: leavers.length,
      problems: Object.values(roster.problemCounts).reduce((sum, count) => sum + count, 0),
    },
    employeesWithoutAccount: some(match.withoutAccount).map((entry) => listed(entry, [])),
    accountsWithoutEmployee: some(match.accountsWithoutEmployee),
    ambiguous: some(match.doubts),
    leaversEnabled: some(leavers),
    problems: roster.problems,
  };
}
