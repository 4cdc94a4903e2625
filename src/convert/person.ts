import type { Entity } from "../graph/entity.ts";
import type { EpochMs } from "../base/clock.ts";
import type { DirectoryAccount } from "./employee-account.ts";
import { domainOf } from "./mail.ts";
import { type PropertyTable, flag, propertiesBy, required, text, texts, time } from "./property.ts";
import { hasLeft, type RosterEntry, rosterId } from "./roster.ts";
import type { Staff } from "./staff.ts";
import { entityTypes } from "./types.ts";

/** An employee to be. */
interface Person {
  readonly key: string;
  readonly staff: Staff;
  readonly now: EpochMs;
}

/** The first of the human's users, the primary one first, that tells. */
function first<Value>(
  { staff }: Person,
  of: (account: DirectoryAccount) => Value | null,
): Value | null {
  for (const account of staff.accounts) {
    const value = of(account);
    if (value !== null) return value;
  }
  return null;
}

/** What the roster tells. */
const listed =
  <Value>(of: (entry: RosterEntry) => Value | null) =>
  ({ staff: { entry } }: Person): Value | null =>
    entry === null ? null : of(entry);

const told =
  (name: string, of: (entry: RosterEntry) => string | null = () => null) =>
  (person: Person): string | null =>
    listed(of)(person) ?? first(person, (account) => account.told.get(name) ?? null);

const emailOf = ({ staff }: Person): string | null => staff.email;

function nameOf(person: Person): string {
  const { entry, accounts } = person.staff;
  const parts = [entry?.firstName, entry?.lastName].filter(Boolean).join(" ");
  const listedName = entry?.name ?? (parts === "" ? null : parts);
  return listedName ?? accounts[0]?.displayName ?? emailOf(person) ?? person.key;
}

/** Works here while one of the accounts may sign in; not told when no account tells. */
function isActive({ staff: { accounts } }: Person): boolean | null {
  if (accounts.some(({ active }) => active === true)) return true;
  return accounts.every(({ active }) => active === null) ? null : false;
}

function phones({ staff }: Person): readonly (string | null)[] {
  return staff.accounts.flatMap((account) => [
    account.told.get("mobilePhone") ?? null,
    ...account.businessPhones,
  ]);
}

const directory: PropertyTable<Person> = {
  id: text("The key: employees have no provider of their own.", (person) => person.key),
  name: text("Name on the roster, else display name of the primary user.", nameOf),
  displayName: text("The same.", nameOf),
  firstName: required(
    text(
      "Given name.",
      told("firstName", (entry) => entry.firstName),
    ),
  ),
  lastName: required(
    text(
      "Surname.",
      told("lastName", (entry) => entry.lastName),
    ),
  ),
  email: required(
    text(
      "Mail on the roster, else of the primary user, else its user principal name where it is an address.",
      emailOf,
    ),
  ),
  emailDomain: texts("Domain of the email.", (person) => [domainOf(emailOf(person))]),
  emailAliases: texts("Every address of the human's users, lower case.", ({ staff }) => [
    staff.entry?.email ?? null,
    ...staff.accounts.flatMap(({ addresses }) => addresses),
  ]),
  userIds: texts("Object ids of the human's users.", ({ staff }) =>
    staff.accounts.map(({ id }) => id),
  ),
  active: flag("At least one of the users may sign in.", isActive),
  employeeId: text(
    "Employee number.",
    (person) =>
      listed((entry) => entry.employeeId)(person) ?? first(person, ({ employeeId }) => employeeId),
  ),
  employeeType: text("Such as `Employee` or `Contractor`.", told("employeeType")),
  employeeHireOn: time(
    "Start of work.",
    (person) =>
      listed((entry) => entry.startOn)(person) ??
      first(person, ({ employeeHireOn }) => employeeHireOn),
  ),
  title: text(
    "Job title.",
    told("jobTitle", (entry) => entry.title),
  ),
  department: text(
    "Department.",
    told("department", (entry) => entry.department),
  ),
  division: text("Division.", told("division")),
  costCenter: text("Cost centre.", told("costCenter")),
  companyName: text("Company.", told("companyName")),
  officeLocation: text("Office.", told("officeLocation")),
  city: text("City.", told("city")),
  state: text("State or province.", told("state")),
  country: text("Country.", told("country")),
  phone: texts("Phone numbers.", phones),
};

const roster: PropertyTable<Person> = {
  onRoster: flag(
    "True: the roster has the employee. Absent without a roster.",
    listed(() => true),
  ),
  rosterId: text(
    "What names the employee on the roster: employee id, else mail; lower case.",
    listed(rosterId),
  ),
  rosterStatus: text(
    "Status on the roster.",
    listed((entry) => entry.status),
  ),
  rosterManagerEmail: text(
    "Mail of the manager on the roster.",
    listed((entry) => entry.managerEmail),
  ),
  employmentEndOn: time(
    "Last day of work on the roster.",
    listed((entry) => entry.endOn),
  ),
  leaver: flag(
    "Does not work here any more: the last day is over, or the status is such as `Left` or `Terminated`.",
    (person) => listed((entry) => hasLeft(entry, person.now))(person),
  ),
};

/** What an employee carries: of the roster, of the primary user, and what only another user tells. */
export const personTable: PropertyTable<Person> = { ...directory, ...roster };

const personProperties = propertiesBy(personTable);

/** The employee that a human is. */
export function personOf(person: Person): Entity {
  const { type, classes } = entityTypes.person;
  return { key: person.key, type, classes, properties: personProperties(person) };
}
