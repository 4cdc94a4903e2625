import type { DirectoryAccount } from "./employee-account.ts";
import { byRank, type Human } from "./human.ts";
import type { Claimant } from "./person-keys.ts";
import { type RosterEntry, rosterId } from "./roster.ts";

/** Somebody who works here: a human of the directory, an entry of the roster, or both. */
export interface Staff extends Claimant {
  /** The first is the primary one; none for who is on the roster only. */
  readonly accounts: readonly DirectoryAccount[];
  readonly entry: RosterEntry | null;
}

/** A human of the directory. */
export function staffOfHuman({ accounts, userIds, lowestId }: Human): Staff {
  const [primary] = accounts;
  const email = primary.mail ?? primary.principalAddress;
  return { accounts, entry: null, ids: userIds, primary: primary.id, lowestId, email };
}

/** An entry of the roster with the humans of the directory that it is; there may be none. */
export function staffOfEntry(entry: RosterEntry, humans: readonly Human[]): Staff {
  const accounts = humans.flatMap((human) => human.accounts).toSorted(byRank);
  const rosterName = rosterMark(rosterId(entry));
  const userIds = accounts.map(({ id }) => id).toSorted();
  const primary = accounts[0];
  return {
    accounts,
    entry,
    ids: [...userIds, rosterName],
    primary: primary?.id ?? rosterName,
    lowestId: userIds[0] ?? rosterName,
    email: entry.email ?? primary?.mail ?? primary?.principalAddress ?? null,
  };
}

/** How the roster's name of an employee stands beside object ids. */
export function rosterMark(id: string): string {
  return `roster:${id}`;
}
