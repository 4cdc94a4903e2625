import type { Entity } from "../graph/entity.ts";
import type { DirectoryAccount } from "./employee-account.ts";
import type { Human } from "./human.ts";
import { domainOf } from "./mail.ts";
import { type PropertyTable, flag, propertiesBy, required, text, texts, time } from "./property.ts";
import { entityTypes } from "./types.ts";

/** An employee to be. */
interface Person {
  readonly key: string;
  readonly human: Human;
}

/** The first of the human's users, the primary one first, that tells. */
function first<Value>(
  { human }: Person,
  of: (account: DirectoryAccount) => Value | null,
): Value | null {
  for (const account of human.accounts) {
    const value = of(account);
    if (value !== null) return value;
  }
  return null;
}

const told =
  (name: string) =>
  (person: Person): string | null =>
    first(person, (account) => account.told.get(name) ?? null);

const emailOf = ({ human: { accounts } }: Person): string | null =>
  accounts[0].mail ?? accounts[0].principalAddress;

function nameOf(person: Person): string {
  return person.human.accounts[0].displayName ?? emailOf(person) ?? person.key;
}

/** Works here while one of the accounts may sign in; not told when no account tells. */
function isActive({ human }: Person): boolean | null {
  if (human.accounts.some(({ active }) => active === true)) return true;
  return human.accounts.every(({ active }) => active === null) ? null : false;
}

function phones({ human }: Person): readonly (string | null)[] {
  return human.accounts.flatMap((account) => [
    account.told.get("mobilePhone") ?? null,
    ...account.businessPhones,
  ]);
}

/** What an employee carries: of the primary user, and what only another user tells. */
export const personTable: PropertyTable<Person> = {
  id: text("The key: employees have no provider of their own.", (person) => person.key),
  name: text("Display name of the primary user.", nameOf),
  displayName: text("The same.", nameOf),
  firstName: required(text("Given name.", told("firstName"))),
  lastName: required(text("Surname.", told("lastName"))),
  email: required(
    text("Mail of the primary user, else its user principal name where it is an address.", emailOf),
  ),
  emailDomain: texts("Domain of the email.", (person) => [domainOf(emailOf(person))]),
  emailAliases: texts("Every address of the human's users, lower case.", ({ human }) =>
    human.accounts.flatMap(({ addresses }) => addresses),
  ),
  userIds: texts("Object ids of the human's users.", ({ human }) => human.userIds),
  active: flag("At least one of the users may sign in.", isActive),
  employeeId: text("Employee number.", (person) => first(person, ({ employeeId }) => employeeId)),
  employeeType: text("Such as `Employee` or `Contractor`.", told("employeeType")),
  employeeHireOn: time("Start of work.", (person) =>
    first(person, ({ employeeHireOn }) => employeeHireOn),
  ),
  title: text("Job title.", told("jobTitle")),
  department: text("Department.", told("department")),
  division: text("Division.", told("division")),
  costCenter: text("Cost centre.", told("costCenter")),
  companyName: text("Company.", told("companyName")),
  officeLocation: text("Office.", told("officeLocation")),
  city: text("City.", told("city")),
  state: text("State or province.", told("state")),
  country: text("Country.", told("country")),
  phone: texts("Phone numbers.", phones),
};

const personProperties = propertiesBy(personTable);

/** The employee that a human is. */
export function personOf(person: Person): Entity {
  const { type, classes } = entityTypes.person;
  return { key: person.key, type, classes, properties: personProperties(person) };
}
