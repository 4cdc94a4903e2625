import { createEmployeeIndex, type EmployeeIndex } from "../convert/employees.ts";
import type { IdentityIndex } from "../convert/identities.ts";
import { machineKey } from "../convert/keys.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import type { Entity } from "../graph/entity.ts";
import type { StepContext } from "./step.ts";

const { machine, user, group, logonUser } = entityTypes;

const entities = [user.type, group.type, logonUser.type];

const identityEdges = [
  relationshipTypes.machineHasLogonUser.type,
  relationshipTypes.userOwnsEndpoint.type,
  relationshipTypes.logonUserHasAlert.type,
];

const employeeEdges = [
  relationshipTypes.machineHasLogonUser.type,
  relationshipTypes.machineManagesEndpoint.type,
  relationshipTypes.userOwnsEndpoint.type,
];

/** What identities depend on. */
export const identityInputs: readonly string[] = [machine.type, ...entities, ...identityEdges];

/** What employees depend on, besides the identities. */
export const employeeInputs: readonly string[] = [user.type, ...employeeEdges];

/** What is read from. */
type Reading = Pick<
  StepContext,
  "clock" | "entitiesToBe" | "held" | "people" | "relationshipsToBe"
>;

/** Who takes what people are found by, and ignores what is not of use. */
type Taker = Pick<IdentityIndex, "addEntity" | "addRelationship">;

interface Wanted {
  readonly entities: readonly string[];
  readonly relationships: readonly string[];
}

async function read(context: Reading, wanted: Wanted, takers: readonly Taker[]): Promise<void> {
  for await (const batch of context.entitiesToBe(wanted.entities)) {
    for (const entity of batch) for (const taker of takers) taker.addEntity(entity);
  }
  for await (const batch of context.relationshipsToBe(wanted.relationships)) {
    for (const edge of batch) for (const taker of takers) taker.addRelationship(edge);
  }
}

/** What identities need to know of machines, which earlier steps know without asking the database. */
function* machinesIn({ held }: Reading): Generator<Entity> {
  for (const { id, aadDeviceId } of held.machines.values()) {
    const properties = { id, aadDeviceId };
    yield { key: machineKey(id), type: machine.type, classes: machine.classes, properties };
  }
}

function employeeIndex({ people, clock }: Reading): EmployeeIndex {
  const { rules, roster } = people.settings;
  return createEmployeeIndex({ rules, roster, now: clock.now() });
}

/** Gives identities what they depend on. Employees depend on much of the same: it is read once, and kept for them. */
export async function readForIdentities(
  context: Reading,
  identities: IdentityIndex,
): Promise<void> {
  const employees = employeeIndex(context);
  for (const one of machinesIn(context)) identities.addEntity(one);
  const relationships = [...new Set([...identityEdges, ...employeeEdges])];
  await read(context, { entities, relationships }, [identities, employees]);
  context.people.employees = employees;
}

/** What employees depend on, besides the identities: as it was read for those, or read now where they failed. */
export async function readForEmployees(context: Reading): Promise<EmployeeIndex> {
  const known = context.people.employees;
  context.people.employees = null;
  if (known !== null) return known;
  const employees = employeeIndex(context);
  const wanted = { entities: [user.type], relationships: employeeEdges };
  await read(context, wanted, [employees]);
  return employees;
}
