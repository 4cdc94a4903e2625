import type { EpochMs } from "../base/clock.ts";
import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import { DeviceUse } from "./device-use.ts";
import { edge } from "./edge.ts";
import { type DirectoryAccount, readDirectoryAccount } from "./employee-account.ts";
import { humansOf, marksOf } from "./human.ts";
import { type IdentityRules, noIdentityRules, notAPersonBy } from "./identity-rules.ts";
import { userKey } from "./keys.ts";
import { type EarlierPerson, type Named, personKeys } from "./person-keys.ts";
import { personOf } from "./person.ts";
import { listOf, textOf } from "./property-read.ts";
import type { Roster } from "./roster.ts";
import { matchRoster, type RosterMatch } from "./roster-match.ts";
import { rosterMark, type Staff, staffOfHuman } from "./staff.ts";
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
  /** Sorted by primary user; those on the roster only come last, as it has them. */
  readonly entities: readonly Entity[];
  /** person IS user, person MANAGES person, person OWNS user_endpoint. */
  readonly relationships: readonly Relationship[];
  /** Sorted by key. */
  readonly notEmployees: readonly NotEmployee[];
  /** What became of the roster; `null` without one. */
  readonly roster: RosterMatch | null;
}

/** What an organization says of its employees. */
export interface EmployeeSettings {
  readonly rules?: IdentityRules;
  readonly roster?: Roster | null;
  /** The present moment: tells whether a last day is over. */
  readonly now?: EpochMs;
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
function isEdges({ who, key }: Named<Staff>): Relationship[] {
  const seen = new Set<string>();
  const shared = new Set<string>();
  const listed = who.entry === null ? [] : marksOf(listedMarks(who.entry));
  for (const mark of [...listed, ...who.accounts.flatMap(marksOf)]) {
    if (seen.has(mark)) shared.add(mark);
    seen.add(mark);
  }
  return who.accounts.map((account, index) => {
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

function listedMarks({
  employeeId,
  email,
}: NonNullable<Staff["entry"]>): Parameters<typeof marksOf>[0] {
  return { employeeId, addresses: email === null ? [] : [email] };
}

/** Finds persons by what their users are known by. */
interface People {
  byUser(userKey: string): string | undefined;
  byAddress(address: string): string | undefined;
}

function peopleIn(named: readonly Named<Staff>[]): People {
  const users = new Map<string, string>();
  const addresses = new Map<string, string>();
  for (const { who, key } of named) {
    for (const account of who.accounts) {
      users.set(account.key, key);
      for (const address of account.addresses) addresses.set(address, key);
    }
  }
  for (const { who, key } of named) {
    if (who.entry?.email) addresses.set(who.entry.email, key);
  }
  return {
    byUser: (user) => users.get(user),
    byAddress: (address) => addresses.get(address),
  };
}

/** The manager on the roster, else of the first user that has one who is another person: the primary user's comes first. */
function managesEdges({ who, key }: Named<Staff>, people: People): Relationship[] {
  const listed = who.entry?.managerEmail ?? null;
  const candidates = [
    listed === null ? undefined : people.byAddress(listed),
    ...who.accounts.map(({ managerId }) =>
      managerId === null ? undefined : people.byUser(userKey(managerId)),
    ),
  ];
  const manager = candidates.find((found) => found !== undefined && found !== key);
  if (manager === undefined) return [];
  return [edge(relationshipTypes.personManagesPerson, { from: manager, to: key })];
}

class Index implements EmployeeIndex {
  readonly #settings: Required<EmployeeSettings>;
  readonly #ruleAgainst: ReturnType<typeof notAPersonBy>;
  readonly #people = new Map<string, DirectoryAccount>();
  readonly #others = new Map<string, string>();
  readonly #earlier = new Map<string, EarlierPerson>();
  readonly #use = new DeviceUse();

  constructor(settings: EmployeeSettings) {
    this.#settings = { rules: noIdentityRules, roster: null, now: 0, ...settings };
    this.#ruleAgainst = notAPersonBy(this.#settings.rules);
  }

  addPrevious({ key, properties }: Entity): void {
    const rosterName = textOf(properties, "rosterId");
    const ids = [
      ...listOf(properties, "userIds"),
      ...(rosterName === null ? [] : [rosterMark(rosterName)]),
    ];
    this.#earlier.set(key, { key, ids });
  }

  addEntity(entity: Entity): void {
    if (entity.type !== entityTypes.user.type) return;
    const account = readDirectoryAccount(entity);
    const rule = this.#ruleAgainst(account);
    if (rule === null) this.#people.set(account.key, account);
    else this.#others.set(account.key, rule.name);
  }

  addRelationship(relationship: Relationship): void {
    this.#use.add(relationship);
  }

  resolve(): Employees {
    const { roster, now } = this.#settings;
    const humans = humansOf([...this.#people.values()]);
    const match = roster === null ? null : matchRoster(humans, roster, now);
    const staff = match?.staff ?? humans.map(staffOfHuman);
    const named = personKeys(staff, [...this.#earlier.values()]);
    const people = peopleIn(named);
    const relationships = [
      ...named.flatMap(isEdges),
      ...named.flatMap((each) => managesEdges(each, people)),
      ...this.#use.edges((user) => people.byUser(user)),
    ];
    const notEmployees = [...this.#others].map(([key, rule]) => ({ key, rule }));
    return {
      entities: named.map(({ who, key }) => personOf({ key, staff: who, now })),
      relationships,
      notEmployees: notEmployees.toSorted((one, other) => (one.key < other.key ? -1 : 1)),
      roster: match,
    };
  }
}

/** An index that knows nothing yet. */
export function createEmployeeIndex(settings: EmployeeSettings = {}): EmployeeIndex {
  return new Index(settings);
}
