import type { Entity, Properties } from "../graph/entity.ts";
import { addressOfPrincipal, localPartOf, smtpAddresses } from "./mail.ts";
import type { Appearance } from "./not-a-person.ts";
import { flagOf, listOf, lowerOf, numberOf, textOf } from "./property-read.ts";

/** A directory user as far as employees are concerned: the little that is kept of each, since there are many. */
export interface DirectoryAccount extends Appearance {
  readonly key: string;
  readonly id: string;
  /** The user principal name where it is an address. */
  readonly principalAddress: string | null;
  /** Everything that mail reaches the user by, and the user principal name; lower case. */
  readonly addresses: readonly string[];
  readonly managerId: string | null;
  readonly active: boolean | null;
  readonly createdOn: number | null;
  readonly employeeHireOn: number | null;
  readonly businessPhones: readonly string[];
  /** Texts that an employee takes over as they are, by property name. */
  readonly told: ReadonlyMap<string, string>;
}

const takenOver = [
  "firstName",
  "lastName",
  "employeeType",
  "jobTitle",
  "department",
  "division",
  "costCenter",
  "companyName",
  "officeLocation",
  "city",
  "state",
  "country",
  "mobilePhone",
];

function addressesOf(properties: Properties): readonly string[] {
  const addresses = new Set<string>();
  for (const name of ["mail", "userPrincipalName"]) addresses.add(lowerOf(properties, name) ?? "");
  for (const address of smtpAddresses(listOf(properties, "proxyAddresses")))
    addresses.add(address.trim().toLowerCase());
  addresses.delete("");
  return [...addresses];
}

function takenFrom(properties: Properties): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  for (const name of takenOver) {
    const value = textOf(properties, name);
    if (value !== null) told.set(name, value);
  }
  return told;
}

/** Reads a directory user's entity. */
export function readDirectoryAccount({ key, properties }: Entity): DirectoryAccount {
  const userPrincipalName = textOf(properties, "userPrincipalName");
  return {
    key,
    id: textOf(properties, "id") ?? key,
    mail: textOf(properties, "mail"),
    principalAddress: addressOfPrincipal(userPrincipalName),
    addresses: addressesOf(properties),
    employeeId: textOf(properties, "employeeId"),
    managerId: textOf(properties, "managerId"),
    active: flagOf(properties, "active"),
    createdOn: numberOf(properties, "createdOn"),
    employeeHireOn: numberOf(properties, "employeeHireOn"),
    businessPhones: listOf(properties, "businessPhones"),
    told: takenFrom(properties),
    userType: textOf(properties, "userType"),
    isResourceAccount: flagOf(properties, "isResourceAccount"),
    employeeType: textOf(properties, "employeeType"),
    userPrincipalName,
    localPart: localPartOf(userPrincipalName),
    department: textOf(properties, "department"),
    companyName: textOf(properties, "companyName"),
    jobTitle: textOf(properties, "jobTitle"),
    displayName: textOf(properties, "displayName"),
  };
}
