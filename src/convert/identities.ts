import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import { edge } from "./edge.ts";
import { type Account, readAccount } from "./identity-account.ts";
import { identityMethods } from "./identity-methods.ts";
import { Directory } from "./identity-directory.ts";
import { type Match, type Question, identityLevels } from "./identity-levels.ts";
import { type Learnt, type LearntNames, Lessons } from "./identity-learnt.ts";
import { MachineOwners } from "./identity-owners.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

/** An account of a domain or of Entra that no directory user could be told for. */
export interface UnresolvedAccount {
  /** `_key` of the logon user. */
  readonly key: string;
  /**
   * `nobody`: no level found a user. `ambiguous`: a level found several, and no later one decided. `linkedUserGone`: a
   * person linked it to a user that the directory does not have any more.
   */
  readonly reason: "nobody" | "ambiguous" | "linkedUserGone";
  /** `_key` of every user that was one of several, sorted. */
  readonly candidates: readonly string[];
}

/** What became of all accounts. */
interface Identities {
  /** logon_user IS user, sorted by account. */
  readonly relationships: readonly Relationship[];
  /** Sorted by key. Device-local and system accounts are not among them: they are nobody's. */
  readonly unresolved: readonly UnresolvedAccount[];
  /** What alerts say of accounts, now and before. */
  readonly learnt: LearntNames;
}

/** Gathers what is known, in any order and however often, and tells at the end who is behind which account. */
export interface IdentityIndex {
  /** Takes users, groups, machines and logon users; others are ignored. */
  addEntity(entity: Entity): void;
  /** Takes machine HAS logon_user, user OWNS user_endpoint and logon_user HAS alert; others are ignored. */
  addRelationship(relationship: Relationship): void;
  resolve(): Identities;
}

/** What people said of accounts and domains. */
export interface IdentitySettings {
  /** By `_key` of the account the `_key` of its user; `null` for an account that is nobody's. */
  readonly links?: ReadonlyMap<string, string | null>;
  /** NetBIOS names with the DNS names behind them, in addition to what groups teach. */
  readonly domains?: Readonly<Record<string, readonly string[]>>;
  /** What alerts of earlier runs said of accounts. */
  readonly learnt?: LearntNames;
}

/** The one user of the first level that finds just one, or everyone whom earlier levels could not choose between. */
function answer(question: Question): Match | readonly string[] {
  const candidates = new Set<string>();
  for (const level of identityLevels) {
    const matches = level(question);
    const [first, second] = matches;
    if (first !== undefined && second === undefined) return first;
    for (const { user } of matches) candidates.add(user);
  }
  return [...candidates].toSorted();
}

function isEdge(account: string, { user, by, evidence }: Match): Relationship {
  const properties = { confidence: by.confidence, evidence, method: by.method };
  return edge(relationshipTypes.logonUserIsUser, { from: account, to: user, properties });
}

type OwnersOf = ReturnType<MachineOwners["ask"]>;

interface Undecided {
  readonly reason: UnresolvedAccount["reason"] | "nobodyByHand";
  readonly candidates: readonly string[];
}

class Index implements IdentityIndex {
  readonly #links: ReadonlyMap<string, string | null>;
  readonly #directory = new Directory();
  readonly #owners = new MachineOwners();
  readonly #lessons: Lessons;
  readonly #accounts = new Map<string, Account>();

  constructor({ links = new Map(), domains = {}, learnt = {} }: IdentitySettings) {
    this.#links = links;
    this.#lessons = new Lessons(learnt);
    for (const [short, long] of Object.entries(domains)) {
      for (const name of long) this.#directory.addDomain(short.toLowerCase(), name.toLowerCase());
    }
  }

  addEntity(entity: Entity): void {
    if (entity.type === entityTypes.user.type) this.#directory.addUser(entity);
    else if (entity.type === entityTypes.group.type) this.#directory.addGroup(entity);
    else if (entity.type === entityTypes.machine.type) this.#owners.addMachine(entity);
    else if (entity.type === entityTypes.logonUser.type) this.#addAccount(entity);
  }

  addRelationship(relationship: Relationship): void {
    if (relationship.type === relationshipTypes.userOwnsEndpoint.type)
      this.#owners.addOwner(relationship);
    else if (relationship.type === relationshipTypes.machineHasLogonUser.type)
      this.#owners.addLogon(relationship);
    else if (relationship.type === relationshipTypes.logonUserHasAlert.type)
      this.#lessons.add(relationship);
  }

  resolve(): Identities {
    const relationships: Relationship[] = [];
    const unresolved: UnresolvedAccount[] = [];
    const ownersOf = this.#owners.ask();
    const accounts = [...this.#accounts.values()];
    for (const account of accounts.toSorted((one, other) => (one.key < other.key ? -1 : 1))) {
      const found = this.#decided(account) ?? this.#found(account, ownersOf);
      if ("user" in found) relationships.push(isEdge(account.key, found));
      else if (found.reason !== "nobodyByHand") {
        unresolved.push({ key: account.key, reason: found.reason, candidates: found.candidates });
      }
    }
    return { relationships, unresolved, learnt: this.#lessons.names() };
  }

  /** What a person said; `null` where nobody did. */
  #decided({ key }: Account): Match | Undecided | null {
    const user = this.#links.get(key);
    if (user === undefined) return null;
    if (user === null) return { reason: "nobodyByHand", candidates: [] };
    const evidence = ["linked by a person"];
    return this.#directory.user(user) === undefined
      ? { reason: "linkedUserGone", candidates: [user] }
      : { user, by: identityMethods.manual, evidence };
  }

  #found(account: Account, ownersOf: OwnersOf): Match | Undecided {
    const owners = (): ReadonlyMap<string, string> => ownersOf(account.key);
    const learnt: Learnt = this.#lessons.of(account);
    const found = answer({ account, directory: this.#directory, owners, learnt });
    if ("user" in found) return found;
    return { reason: found.length === 0 ? "nobody" : "ambiguous", candidates: found };
  }

  #addAccount(entity: Entity): void {
    const account = readAccount(entity, this.#links.has(entity.key));
    if (account !== null) this.#accounts.set(account.key, account);
  }
}

/** An index that knows nothing yet. Memory grows with users, accounts and logons: not with their records. */
export function createIdentityIndex(settings: IdentitySettings = {}): IdentityIndex {
  return new Index(settings);
}
