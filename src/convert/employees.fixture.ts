import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import { type Employees, createEmployeeIndex } from "./employees.ts";
import { type Facts, type Piece, piece } from "./graph.fixture.ts";
import { lines } from "./records.fixture.ts";

/** Facts about a tenant, before and now. */
export interface Given extends Facts {
  /** Keys of persons of the previous graph, with their users. */
  readonly earlier?: Readonly<Record<string, readonly string[]>>;
  readonly identities?: readonly Relationship[];
}

/** Persons of the previous graph. */
export function earlierPersons(
  earlier: Readonly<Record<string, readonly string[]>>,
): readonly Entity[] {
  return Object.entries(earlier).map(([key, userIds]) => ({
    key,
    type: "person",
    classes: ["Person"],
    properties: { userIds },
  }));
}

/** Works out the employees of a piece of the graph. */
export function resolveEmployees(
  { entities, relationships }: Piece,
  earlier: readonly Entity[],
): Employees {
  const index = createEmployeeIndex();
  for (const person of earlier) index.addPrevious(person);
  for (const entity of entities) index.addEntity(entity);
  for (const relationship of relationships) index.addRelationship(relationship);
  return index.resolve();
}

/** The employees that the facts give. */
export function employees({ earlier = {}, identities = [], ...facts }: Given): Employees {
  const { entities, relationships } = piece(facts);
  return resolveEmployees(
    { entities, relationships: [...relationships, ...identities] },
    earlierPersons(earlier),
  );
}

/** Their keys. */
export const keysOf = (given: Given): readonly string[] =>
  employees(given).entities.map(({ key }) => key);

/** Their edges of a verb, as `from VERB to`. */
export function edgesOf(given: Given, verb: string): readonly string[] {
  return lines(employees(given).relationships.filter((edge) => edge.verb === verb));
}

/** An enabled user with mail. */
export const ada = {
  id: "u1",
  mail: "Ada@contoso.com",
  displayName: "Ada Lovelace",
  accountEnabled: true,
};
