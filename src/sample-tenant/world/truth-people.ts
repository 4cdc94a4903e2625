import { type Employee, employeeAddress, employeeName, employeeOn } from "./employee.ts";
import type { Facts } from "./facts.ts";
import { everUpTo } from "./population.ts";
import {
  type TruthEntity,
  type TruthPen,
  type TruthRelationship,
  truthEdge,
  truthKeys,
} from "./truth-line.ts";
import { careerOn, managerOn } from "./user-career.ts";
import { employeeOf, kindOf } from "./user-life.ts";
import { presenceOn } from "./user-presence.ts";
import { employeeIdOf, userId } from "./user-record.ts";

/** The keys of persons, by the position of a user. */
export interface People {
  /** `_key` of the person behind the user; `undefined` for a user that stands for nobody. */
  keyOf(slot: number): string | undefined;
}

/** Finds persons on a day; `since` is the first day on which anybody read. */
export function peopleOf(facts: Facts, since: number): People {
  const keys = new Map<number, string>();
  for (const employee of employeesOf(facts)) {
    keys.set(employee.index, truthKeys.person(employeeName(facts.tenant, employee, since)));
  }
  return {
    keyOf(slot) {
      const employee = employeeOf(facts.tenant, slot);
      return employee === undefined ? undefined : keys.get(employee);
    },
  };
}

function* employeesOf({ tenant, day }: Facts): Generator<Employee> {
  const count = everUpTo(tenant.users, day);
  for (let slot = 0; slot < count; slot++) {
    if (employeeOf(tenant, slot) !== slot) continue;
    const employee = employeeOn(tenant, slot, day);
    if (employee !== undefined) yield employee;
  }
}

/** The employees, whose users they are and whom they manage. */
export function* peopleTruth(
  facts: Facts,
  pen: TruthPen,
  people: People,
): Generator<TruthEntity | TruthRelationship> {
  const { tenant, day } = facts;
  for (const employee of employeesOf(facts)) {
    const key = people.keyOf(employee.primary) ?? "";
    yield pen.entity("person", key, personProperties(facts, employee));
    for (const slot of employee.users) {
      yield truthEdge("personIsUser", [key, truthKeys.user(userId(tenant, slot))]);
    }
    const manager = managerOn(tenant, employee.primary, day);
    const above = manager === undefined ? undefined : people.keyOf(manager);
    if (above !== undefined && above !== key) yield truthEdge("personManages", [above, key]);
  }
}

function personProperties({ tenant, day }: Facts, employee: Employee) {
  const { primary, users } = employee;
  const career = kindOf(tenant, primary) === "person" ? careerOn(tenant, primary, day) : undefined;
  const employeeId = employeeIdOf(tenant, primary)?.trim();
  return {
    displayName: presenceOn(tenant, primary, day).display,
    email: employeeAddress(tenant, employee, day),
    userIds: users.map((slot) => userId(tenant, slot)).toSorted(),
    employeeId: employeeId === "" ? undefined : employeeId,
    department: career?.department,
    title: career?.title,
  };
}
