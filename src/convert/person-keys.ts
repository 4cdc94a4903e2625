import type { Human } from "./human.ts";
import { personKey } from "./keys.ts";

/** An employee of the previous graph. */
export interface EarlierPerson {
  readonly key: string;
  readonly userIds: readonly string[];
}

interface Claim {
  readonly human: Human;
  readonly earlier: EarlierPerson;
  /** How many users they share. */
  readonly shared: number;
}

/** Where a human's claims go first: to who held the primary user, then by key. */
function wishes(human: Human, claims: readonly Claim[]): Claim[] {
  const primary = human.accounts[0].id;
  const rank = ({ earlier }: Claim): string =>
    `${earlier.userIds.includes(primary) ? 0 : 1}${earlier.key}`;
  return claims.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

/** Which of two humans an earlier employee goes on as: the one with more of the same users, then by lowest id. */
function isStronger(claim: Claim, than: Claim): boolean {
  if (claim.shared !== than.shared) return claim.shared > than.shared;
  return claim.human.lowestId < than.human.lowestId;
}

function claimsOf(human: Human, byUser: ReadonlyMap<string, readonly EarlierPerson[]>): Claim[] {
  const shared = new Map<EarlierPerson, number>();
  for (const id of human.userIds) {
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
    for (const id of person.userIds) {
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
  humans: readonly Human[],
  earlier: readonly EarlierPerson[],
): ReadonlyMap<Human, string> {
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

/** What a new employee is called: by mail, else by object id; another may have kept either. */
function freeKey({ accounts: [primary] }: Human, used: ReadonlySet<string>): string {
  const email = primary.mail ?? primary.principalAddress;
  const byMail = email === null ? null : personKey(email.toLowerCase());
  if (byMail !== null && !used.has(byMail)) return byMail;
  let key = personKey(primary.id);
  for (let attempt = 2; used.has(key); attempt++) key = personKey(`${primary.id}:${attempt}`);
  return key;
}

/** A human and the `_key` of its person. */
export interface Named {
  readonly human: Human;
  readonly key: string;
}

/** Names the humans in the given order; one whose user was known keeps that person's key, so renames do not change it. */
export function personKeys(
  humans: readonly Human[],
  earlier: readonly EarlierPerson[],
): readonly Named[] {
  const kept = continued(humans, earlier);
  const used = new Set(kept.values());
  return humans.map((human) => {
    const key = kept.get(human) ?? freeKey(human, used);
    used.add(key);
    return { human, key };
  });
}
