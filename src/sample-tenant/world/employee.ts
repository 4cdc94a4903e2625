import { bornOn } from "./population.ts";
import type { Tenant } from "./tenant.ts";
import { employeeOf, userEnabled, userExists } from "./user-life.ts";
import { presenceOn } from "./user-presence.ts";
import { createdOn, userId } from "./user-record.ts";

/** An employee on a day, with the positions of the users that are this human's. */
export interface Employee {
  /** Position of the human's first user, which may be gone. */
  readonly index: number;
  readonly users: readonly number[];
  /** The one that speaks for the human. */
  readonly primary: number;
}

/** The employee at a position on a day, `undefined` where no user of the human is left. */
export function employeeOn(tenant: Tenant, index: number, day: number): Employee | undefined {
  const users = [index, index + 1].filter(
    (slot) => employeeOf(tenant, slot) === index && userExists(tenant, slot, day),
  );
  const [primary] = users.toSorted((one, other) =>
    compareRank(rank(tenant, one, day), rank(tenant, other, day)),
  );
  return primary === undefined ? undefined : { index, users, primary };
}

type Rank = readonly [withoutMail: number, disabled: number, created: number, id: string];

function rank(tenant: Tenant, slot: number, day: number): Rank {
  return [
    presenceOn(tenant, slot, day).mail === null ? 1 : 0,
    userEnabled(tenant, slot, day) ? 0 : 1,
    createdOn(tenant, slot) ?? Infinity,
    userId(tenant, slot),
  ];
}

function compareRank(one: Rank, other: Rank): number {
  const place = one.findIndex((value, at) => value !== other[at]);
  if (place < 0) return 0;
  return (one[place] ?? 0) < (other[place] ?? 0) ? -1 : 1;
}

/** The address under which the employee is known on a day. */
export function employeeAddress(tenant: Tenant, employee: Employee, day: number): string {
  const { mail, userPrincipalName } = presenceOn(tenant, employee.primary, day);
  return mail ?? userPrincipalName;
}

/**
 * The name in the key of the employee's person: the address of the day on which a reader first saw the employee.
 * `since` is the first day on which anybody read.
 */
export function employeeName(tenant: Tenant, employee: Employee, since: number): string {
  const seen = Math.max(bornOn(tenant.users, employee.index), since);
  const then = employeeOn(tenant, employee.index, seen) ?? employee;
  return employeeAddress(tenant, then, seen).toLowerCase();
}
