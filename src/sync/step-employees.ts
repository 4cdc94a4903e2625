import { createEmployeeIndex, type NotEmployee } from "../convert/employees.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { stage } from "./collections.ts";
import { inputsAreProven } from "./derived.ts";
import { identityInputs } from "./step-identities.ts";
import type { Step, StepContext } from "./step.ts";

const emits = [
  entityTypes.person.type,
  relationshipTypes.personIsUser.type,
  relationshipTypes.personManagesPerson.type,
  relationshipTypes.personOwnsEndpoint.type,
];

const relationships = [
  relationshipTypes.logonUserIsUser.type,
  relationshipTypes.machineHasLogonUser.type,
  relationshipTypes.machineManagesEndpoint.type,
  relationshipTypes.userOwnsEndpoint.type,
];

function tell(context: StepContext, notEmployees: readonly NotEmployee[]): void {
  if (notEmployees.length === 0) return;
  const counts = new Map<string, number>();
  for (const { rule } of notEmployees) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const rules = [...counts].map(([rule, count]) => `${count} by rule ${rule}`).join(", ");
  const text = `${notEmployees.length} directory users stand for no employee: ${rules}.`;
  context.note("not_employees", text, notEmployees.length);
}

/** The people behind the directory users, and whose device is whose. Computed from the graph as it would be. */
export const employeesStep: Step = {
  id: "employees",
  title: "Employees",
  source: null,
  dependsOn: ["users", "machines", "device_owners", "logon_users", "identities"],
  emits,
  computedFrom: [entityTypes.user.type, ...relationships, ...identityInputs],
  async run(context) {
    const index = createEmployeeIndex();
    for await (const people of context.previous([entityTypes.person.type])) {
      for (const person of people) index.addPrevious(person);
    }
    for await (const users of context.entitiesToBe([entityTypes.user.type])) {
      for (const user of users) index.addEntity(user);
    }
    for await (const batch of context.relationshipsToBe(relationships)) {
      for (const relationship of batch) index.addRelationship(relationship);
    }
    const found = index.resolve();
    await stage(context, { entities: found.entities, relationships: found.relationships });
    tell(context, found.notEmployees);
    return inputsAreProven(context, this.dependsOn, {
      received: found.entities.length,
      loses: emits,
    });
  },
};
