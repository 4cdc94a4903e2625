import { personKey } from "./keys.ts";

/** Who wants to be a person. */
export interface Claimant {
  /** What it is known by from run to run: object ids of its users, and its name on the roster. */
  readonly ids: readonly string[];
  /** The id that speaks for it. */
  readonly primary: string;
  /** The first of the ids of users. */
  readonly lowestId: string;
  /** What a new person is called by. */
  readonly email: string | null;
}

/** An employee of the previous graph. */
export interface EarlierPerson {
  readonly key: string;
  /** As of a claimant. */
  readonly ids: readonly string[];
}

interface Claim {
  readonly human: Claimant;
  readonly earlier: EarlierPerson;
  /** How many ids they share. */
  readonly shared: number;
}

/** Where a human's claims go first: to who held the primary user, then by key. */
function wishes(human: Claimant, claims: readonly Claim[]): Claim[] {
  const rank = ({ earlier }: Claim): string =>
    `${earlier.ids.includes(human.primary) ? 0 : 1}${earlier.key}`;
  return claims.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

/** Which of two humans an earlier employee goes on as: the one with more of the same users, then by lowest id. */
function isStronger(claim: Claim, than: Claim): boolean {
  if (claim.shared !== than.shared) return claim.shared > than.shared;
  return claim.human.lowestId < than.human.lowestId;
}

function claimsOf(human: Claimant, byUser: ReadonlyMap<string, readonly EarlierPerson[]>): Claim[] {
  const shared = new Map<EarlierPerson, number>();
  for (const id of human.ids) {
    for (const earlier of byUser.get(id) ?? []) shared.set(earlier, (shared.get(earlier) ?? 0) + 1);
  }
  return wishes(
    human,
    [...shared].map(([earlier, count]) => ({ human, earlier, shared: count })),
  );
}

function earlierByUser(
  earlier: readonly EarlierPerson[],
): ReadonlyMap<string, readonly EarlierPerson[]> {
  const byUser = new Map<string, EarlierPerson[]>();
  for (const person of earlier) {
    for (const id of person.ids) {
      const known = byUser.get(id);
      if (known === undefined) byUser.set(id, [person]);
      else known.push(person);
    }
  }
  return byUser;
}

/**
 * Who goes on as whom: each human asks in the order of its wishes, an earlier employee takes the strongest who asks,
 * and whoever is turned away asks the next (Gale and Shapley's stable matching, so the order of asking is no matter).
 */
function continued(
  humans: readonly Claimant[],
  earlier: readonly EarlierPerson[],
): ReadonlyMap<Claimant, string> {
  const byUser = earlierByUser(earlier);
  const taken = new Map<EarlierPerson, { claim: Claim; rest: Claim[] }>();
  for (const human of humans) {
    let rest = claimsOf(human, byUser);
    for (let claim = rest.shift(); claim !== undefined; claim = rest.shift()) {
      const held = taken.get(claim.earlier);
      if (held !== undefined && !isStronger(claim, held.claim)) continue;
      taken.set(claim.earlier, { claim, rest });
      if (held === undefined) break;
      rest = held.rest;
    }
  }
  return new Map([...taken].map(([{ key }, { claim }]) => [claim.human, key]));
}

/** What a new employee is called: by mail, else by id; another may have kept either. */
function freeKey({ email, primary }: Claimant, used: ReadonlySet<string>): string {
  const byMail = email === null ? null : personKey(email.toLowerCase());
  if (byMail !== null && !used.has(byMail)) return byMail;
  let key = personKey(primary);
  for (let attempt = 2; used.has(key); attempt++) key = personKey(`${primary}:${attempt}`);
  return key;
}

/** Somebody and the `_key` of its person. */
export interface Named<Who> {
  readonly who: Who;
  readonly key: string;
}

/** Names them in the given order; one whose user was known keeps that person's key, so renames do not change it. */
export function personKeys<Who extends Claimant>(
  all: readonly Who[],
  earlier: readonly EarlierPerson[],
): readonly Named<Who>[] {
  const kept = continued(all, earlier);
  const used = new Set(kept.values());
  return all.map((who) => {
    const key = kept.get(who) ?? freeKey(who, used);
    used.add(key);
    return { who, key };
  });
}
