import type { EmployeeFindings, IdentityReport } from "../service/identities.ts";
import { asCsv } from "./rows.ts";
import { grouped, textTable } from "./text-table.ts";

type Roster = NonNullable<EmployeeFindings["roster"]>;

interface Line {
  readonly what: string;
  readonly line: string;
  readonly employee: string;
  readonly detail: string;
}

const columns = ["what", "line", "employee", "detail"] as const;

type Listed = Roster["leaversEnabled"][number];

function listed(what: string, { line, name, email, employeeId, users }: Listed): Line {
  const employee = [name, email, employeeId].filter(Boolean).join(", ");
  return { what, line: String(line), employee, detail: users.join(", ") };
}

function linesOf(roster: Roster): readonly Line[] {
  return [
    ...roster.problems.map(({ line, code, text }) => ({
      what: code.replaceAll("_", " "),
      line: line === null ? "" : String(line),
      employee: "",
      detail: text,
    })),
    ...roster.leaversEnabled.map((one) => listed("leaver may sign in", one)),
    ...roster.ambiguous.map(({ lines, users, why }) => ({
      what: "ambiguous",
      line: lines.join(", "),
      employee: users.join(", "),
      detail: why,
    })),
    ...roster.employeesWithoutAccount.map((one) => listed("no account", one)),
    ...roster.accountsWithoutEmployee.map((user) => ({
      what: "not on the roster",
      line: "",
      employee: user,
      detail: "",
    })),
  ];
}

function headOf({ tenantId, roster }: EmployeeFindings): string {
  if (roster === null) {
    return `Tenant ${tenantId}: no roster was given (defender-graph collect --roster <file>).\n`;
  }
  const { counts } = roster;
  const facts = [
    [roster.matched, "employees with an account"],
    [counts.employeesWithoutAccount, "employees without one"],
    [counts.accountsWithoutEmployee, "accounts without an employee"],
    [counts.ambiguous, "ambiguous"],
    [counts.leaversEnabled, "leavers who may sign in"],
    [counts.problems, "problems in lines"],
  ] as const;
  const told = facts.map(([count, what]) => `  ${grouped(count).padStart(8)} ${what}\n`).join("");
  return `Tenant ${tenantId}: roster ${roster.file}, ${grouped(roster.lines)} lines, ${grouped(roster.employees)} employees\n${told}`;
}

/** What became of the rosters, in the given format. */
export function rosterText({ employees }: IdentityReport, format: string): string {
  if (format === "json") return `${JSON.stringify(employees)}\n`;
  if (format === "ndjson") return employees.map((one) => `${JSON.stringify(one)}\n`).join("");
  const rowsOf = ({ roster }: EmployeeFindings): readonly Line[] =>
    roster === null ? [] : linesOf(roster);
  if (format === "csv") {
    const rows = employees.flatMap(rowsOf).map((line) => ({ ...line }));
    return asCsv({ columns, rows });
  }
  const heads = columns.map((title) => ({ title, max: 110 }));
  return employees
    .map((one) => {
      const lines = rowsOf(one).map((line) => columns.map((name) => line[name]));
      return `${headOf(one)}${lines.length === 0 ? "" : `\n${textTable(heads, lines)}`}`;
    })
    .join("\n");
}
