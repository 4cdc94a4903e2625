import type { Entity } from "../graph/entity.ts";
import { localPartOf } from "./mail.ts";
import { lowerOf } from "./property-read.ts";

/** What tells a directory user from others. Texts in lower case. */
export interface Candidate {
  readonly key: string;
  readonly id: string;
  readonly userPrincipalName: string | null;
  readonly samAccountName: string | null;
  /** DNS name of the on-premises domain. */
  readonly domain: string | null;
  readonly onPremisesSid: string | null;
  readonly displayName: string | null;
  readonly mailNickname: string | null;
  readonly localPart: string | null;
}

function readCandidate({ key, properties }: Entity): Candidate {
  const userPrincipalName = lowerOf(properties, "userPrincipalName");
  return {
    key,
    id: lowerOf(properties, "id") ?? "",
    userPrincipalName,
    samAccountName: lowerOf(properties, "onPremisesSamAccountName"),
    domain: lowerOf(properties, "onPremisesDomainName"),
    onPremisesSid: lowerOf(properties, "onPremisesSecurityIdentifier"),
    displayName: lowerOf(properties, "displayName"),
    mailNickname: lowerOf(properties, "mailNickname"),
    localPart: localPartOf(userPrincipalName),
  };
}

type Index = Map<string, Candidate[]>;

function file(index: Index, name: string | null, candidate: Candidate): void {
  if (name === null) return;
  const known = index.get(name);
  if (known === undefined) index.set(name, [candidate]);
  else known.push(candidate);
}

/** The directory users, found by what they are known by, and the domains that groups teach. Names in lower case. */
export class Directory {
  readonly #users = new Map<string, Candidate>();
  readonly #byId: Index = new Map();
  readonly #byPrincipal: Index = new Map();
  readonly #bySam: Index = new Map();
  readonly #bySid: Index = new Map();
  readonly #domains = new Map<string, Set<string>>();

  /** Takes a user once, however often it is given. */
  addUser(entity: Entity): void {
    if (this.#users.has(entity.key)) return;
    const user = readCandidate(entity);
    this.#users.set(user.key, user);
    file(this.#byId, user.id, user);
    file(this.#byPrincipal, user.userPrincipalName, user);
    file(this.#bySam, user.samAccountName, user);
    file(this.#bySid, user.onPremisesSid, user);
  }

  /** Learns a domain's two names: only groups carry the short one (`microsoft-apis` §2.4). */
  addGroup({ properties }: Entity): void {
    const [short, long] = [
      lowerOf(properties, "onPremisesNetBiosName"),
      lowerOf(properties, "onPremisesDomainName"),
    ];
    if (short !== null && long !== null) this.addDomain(short, long);
  }

  /** Learns that a NetBIOS name and a DNS name are of one domain. */
  addDomain(short: string, long: string): void {
    const known = this.#domains.get(short);
    if (known === undefined) this.#domains.set(short, new Set([long]));
    else known.add(long);
  }

  user(key: string): Candidate | undefined {
    return this.#users.get(key);
  }

  withId(id: string): readonly Candidate[] {
    return this.#byId.get(id) ?? [];
  }

  withPrincipal(name: string): readonly Candidate[] {
    return this.#byPrincipal.get(name) ?? [];
  }

  withSam(name: string): readonly Candidate[] {
    return this.#bySam.get(name) ?? [];
  }

  withSid(sid: string): readonly Candidate[] {
    return this.#bySid.get(sid) ?? [];
  }

  /** The DNS names behind a NetBIOS name; `undefined` where no group and no rule tells. */
  domainsOf(netBiosName: string): ReadonlySet<string> | undefined {
    return this.#domains.get(netBiosName);
  }
}
