import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import { DeviceUse } from "./device-use.ts";
import { edge } from "./edge.ts";
import { type DirectoryAccount, readDirectoryAccount } from "./employee-account.ts";
import { humansOf, marksOf } from "./human.ts";
import { userKey } from "./keys.ts";
import { ruleAgainst } from "./not-a-person.ts";
import { type EarlierPerson, type Named, personKeys } from "./person-keys.ts";
import { personOf } from "./person.ts";
import { listOf } from "./property-read.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

/** A directory user that stands for no employee. */
export interface NotEmployee {
  /** `_key` of the user. */
  readonly key: string;
  /** Name of the rule that says so, see `notAPersonRules`. */
  readonly rule: string;
}

/** The employees with their edges, and who is none. */
export interface Employees {
  /** Sorted by primary user. */
  readonly entities: readonly Entity[];
  /** person IS user, person MANAGES person, person OWNS user_endpoint. */
  readonly relationships: readonly Relationship[];
  /** Sorted by key. */
  readonly notEmployees: readonly NotEmployee[];
}

/** Gathers what is known, in any order and however often, and tells at the end who works here with which device. */
export interface EmployeeIndex {
  /** Takes person entities of the previous graph, so that employees keep their keys. */
  addPrevious(person: Entity): void;
  /** Takes users; others are ignored. */
  addEntity(entity: Entity): void;
  /** Takes logon user IS user, machine HAS logon user, machine MANAGES and user OWNS endpoint; others are ignored. */
  addRelationship(relationship: Relationship): void;
  resolve(): Employees;
}

/** Why a user is the person's: it is the only or primary one, or what it shares with others. */
function isEdges({ human, key }: Named): Relationship[] {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const mark of human.accounts.flatMap(marksOf)) {
    if (seen.has(mark)) shared.add(mark);
    seen.add(mark);
  }
  return human.accounts.map((account, index) => {
    const evidence = marksOf(account)
      .filter((mark) => shared.has(mark))
      .toSorted();
    const shares = evidence.some((mark) => mark.startsWith("employeeId "))
      ? "employeeId"
      : "address";
    const properties = { confidence: 1, evidence, method: index === 0 ? "primary" : shares };
    return edge(relationshipTypes.personIsUser, { from: key, to: account.key, properties });
  });
}

/** The manager of the first user that has one who is another person: the primary user's comes first. */
function managesEdges(
  { human, key }: Named,
  personOfUser: ReadonlyMap<string, string>,
): Relationship[] {
  for (const { managerId } of human.accounts) {
    const manager = managerId === null ? undefined : personOfUser.get(userKey(managerId));
    if (manager !== undefined && manager !== key) {
      return [edge(relationshipTypes.personManagesPerson, { from: manager, to: key })];
    }
  }
  return [];
}

class Index implements EmployeeIndex {
  readonly #people = new Map<string, DirectoryAccount>();
  readonly #others = new Map<string, string>();
  readonly #earlier = new Map<string, EarlierPerson>();
  readonly #use = new DeviceUse();

  addPrevious({ key, properties }: Entity): void {
    this.#earlier.set(key, { key, userIds: listOf(properties, "userIds") });
  }

  addEntity(entity: Entity): void {
    if (entity.type !== entityTypes.user.type) return;
    const account = readDirectoryAccount(entity);
    const rule = ruleAgainst(account);
    if (rule === null) this.#people.set(account.key, account);
    else this.#others.set(account.key, rule.name);
  }

  addRelationship(relationship: Relationship): void {
    this.#use.add(relationship);
  }

  resolve(): Employees {
    const humans = humansOf([...this.#people.values()]);
    const named = personKeys(humans, [...this.#earlier.values()]);
    const personOfUser = new Map<string, string>();
    for (const { human, key } of named) {
      for (const account of human.accounts) personOfUser.set(account.key, key);
    }
    const relationships = [
      ...named.flatMap(isEdges),
      ...named.flatMap((each) => managesEdges(each, personOfUser)),
      ...this.#use.edges((user) => personOfUser.get(user)),
    ];
    const notEmployees = [...this.#others].map(([key, rule]) => ({ key, rule }));
    return {
      entities: named.map(personOf),
      relationships,
      notEmployees: notEmployees.toSorted((one, other) => (one.key < other.key ? -1 : 1)),
    };
  }
}

/** An index that knows nothing yet. */
export function createEmployeeIndex(): EmployeeIndex {
  return new Index();
}
