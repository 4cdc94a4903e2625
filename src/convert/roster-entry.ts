import type { EpochMs } from "../base/clock.ts";
import { cleanText } from "./clean.ts";
import type { RosterEntry } from "./roster.ts";

/** The facts of an entry. */
export type RosterField = Exclude<keyof RosterEntry, "line">;

/** What columns are called, in small letters and without blanks, `-` and `_`. */
const names: readonly (readonly [RosterField, readonly string[]])[] = [
  ["email", ["email", "mail", "emailaddress", "workemail", "userprincipalname", "upn"]],
  [
    "employeeId",
    ["employeeid", "employeenumber", "employeeno", "personnelnumber", "staffid", "id"],
  ],
  ["name", ["name", "displayname", "fullname", "employeename"]],
  ["firstName", ["firstname", "givenname"]],
  ["lastName", ["lastname", "surname", "familyname"]],
  ["title", ["title", "jobtitle", "position"]],
  ["department", ["department", "dept", "orgunit"]],
  ["managerEmail", ["manageremail", "managermail", "manager", "supervisoremail", "reportsto"]],
  ["status", ["status", "employmentstatus", "employeestatus"]],
  ["startOn", ["startdate", "start", "starton", "hiredate", "hiredon"]],
  ["endOn", ["enddate", "end", "endon", "leavedate", "terminationdate", "lastday"]],
];

const byName = new Map(
  names.flatMap(([field, known]) => known.map((name) => [name, field] as const)),
);

/** The fact that a column of this name tells; `null` for an unknown one. */
export function fieldOf(column: string): RosterField | null {
  return byName.get(column.toLowerCase().replaceAll(/[\s_-]/g, "")) ?? null;
}

/** The names that tell who somebody is; a roster needs one of them. */
export const identityColumns = "email or employeeId";

/** What a line says, by fact. */
export type RosterFacts = ReadonlyMap<RosterField, string>;

/** An entry with what is wrong with its values. */
export interface ReadEntry {
  readonly entry: RosterEntry;
  readonly wrong: readonly string[];
}

/** Reads the facts of a line. A value that is none is left out and told. */
export function readEntry(line: number, facts: RosterFacts): ReadEntry {
  const wrong: string[] = [];
  const text = (field: RosterField): string | null => cleanText(facts.get(field) ?? null);
  const address = (field: RosterField): string | null => {
    const value = text(field)?.toLowerCase() ?? null;
    if (value === null || /^[^\s@]+@[^\s@]+$/.test(value)) return value;
    wrong.push(`${field} ${JSON.stringify(value.slice(0, 80))} is no mail address`);
    return null;
  };
  const day = (field: RosterField): EpochMs | null => {
    const value = text(field);
    const time = value === null ? null : dayOf(value);
    if (value !== null && time === null)
      wrong.push(`${field} ${JSON.stringify(value.slice(0, 80))} is no day such as 2026-11-02`);
    return time;
  };
  const entry: RosterEntry = {
    line,
    email: address("email"),
    employeeId: text("employeeId"),
    name: text("name"),
    firstName: text("firstName"),
    lastName: text("lastName"),
    title: text("title"),
    department: text("department"),
    managerEmail: address("managerEmail"),
    status: text("status"),
    startOn: day("startOn"),
    endOn: day("endOn"),
  };
  return { entry, wrong };
}

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;

/** A day as `2026-11-02`, also with a time, or `2.11.2026`. With slashes nobody knows which is the month. */
function dayOf(text: string): EpochMs | null {
  const [, year, month, day] = iso.exec(text) ?? [];
  if (year !== undefined) return utcDay(Number(year), Number(month), Number(day));
  const [, dayFirst, then, last] = dotted.exec(text) ?? [];
  return last === undefined ? null : utcDay(Number(last), Number(then), Number(dayFirst));
}

function utcDay(year: number, month: number, day: number): EpochMs | null {
  const time = Date.UTC(year, month - 1, day);
  const made = new Date(time);
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? time : null;
}
