import type { EpochMs } from "../base/clock.ts";
import type { Human } from "./human.ts";
import { hasLeft, type Roster, type RosterEntry } from "./roster.ts";
import { type Staff, staffOfEntry } from "./staff.ts";

/** A human of the directory who may be one of several of the roster, or contradicts the only one. */
export interface RosterDoubt {
  /** `_key`s of the users. */
  readonly users: readonly string[];
  /** Lines of the roster. */
  readonly lines: readonly number[];
  readonly why: string;
}

/** What became of the roster and of the directory's humans. */
export interface RosterMatch {
  /** Everyone of the roster, those with users first. */
  readonly staff: readonly Staff[];
  readonly byEmployeeId: number;
  readonly byEmail: number;
  /** Who works here and has no user. */
  readonly withoutAccount: readonly RosterEntry[];
  /** `_key`s of users that stand for a human whom the roster does not have. */
  readonly accountsWithoutEmployee: readonly string[];
  readonly doubts: readonly RosterDoubt[];
  /** Who has left and still has users that may sign in. */
  readonly leaversEnabled: readonly Staff[];
}

type Found =
  | { readonly kind: "employeeId" | "email"; readonly entry: RosterEntry }
  | { readonly kind: "nobody" }
  | { readonly kind: "doubt"; readonly entries: readonly RosterEntry[]; readonly why: string };

class RosterIndex {
  readonly #byId = new Map<string, RosterEntry>();
  readonly #byEmail = new Map<string, RosterEntry[]>();

  constructor(roster: Roster) {
    for (const entry of roster.entries) {
      if (entry.employeeId !== null) this.#byId.set(entry.employeeId.toLowerCase(), entry);
      if (entry.email === null) continue;
      const known = this.#byEmail.get(entry.email);
      if (known === undefined) this.#byEmail.set(entry.email, [entry]);
      else known.push(entry);
    }
  }

  /** By employee id, then by mail; never one of several. */
  find({ accounts }: Human): Found {
    const ids = new Set(accounts.flatMap(({ employeeId }) => employeeId?.toLowerCase() ?? []));
    const byId = new Set([...ids].flatMap((id) => this.#byId.get(id) ?? []));
    const addresses = new Set(accounts.flatMap((account) => account.addresses));
    const byEmail = new Set([...addresses].flatMap((address) => this.#byEmail.get(address) ?? []));
    if (byId.size > 1) return doubt(byId, "Its users have the employee ids of several.");
    for (const entry of byId) return { kind: "employeeId", entry };
    if (byEmail.size > 1) return doubt(byEmail, "Its users have the addresses of several.");
    for (const entry of byEmail) {
      const differs = ids.size > 0 && entry.employeeId !== null;
      return differs
        ? doubt(byEmail, "The address is the same, and the employee id is another one.")
        : { kind: "email", entry };
    }
    return { kind: "nobody" };
  }
}

function doubt(entries: ReadonlySet<RosterEntry>, why: string): Found {
  return { kind: "doubt", entries: [...entries], why };
}

const keysOf = ({ accounts }: Human): readonly string[] => accounts.map(({ key }) => key);

/** Tells who of the directory is who of the roster. */
export function matchRoster(humans: readonly Human[], roster: Roster, now: EpochMs): RosterMatch {
  const index = new RosterIndex(roster);
  const humansOf = new Map<RosterEntry, Human[]>();
  const counts = { employeeId: 0, email: 0 };
  const doubts: RosterDoubt[] = [];
  const strangers: string[] = [];
  for (const human of humans) {
    const found = index.find(human);
    if (found.kind === "nobody") {
      strangers.push(...keysOf(human));
    } else if (found.kind === "doubt") {
      const lines = found.entries.map(({ line }) => line).toSorted((a, b) => a - b);
      doubts.push({ users: keysOf(human), lines, why: found.why });
    } else {
      counts[found.kind]++;
      const known = humansOf.get(found.entry);
      if (known === undefined) humansOf.set(found.entry, [human]);
      else known.push(human);
    }
  }
  const staff = roster.entries.map((entry) => staffOfEntry(entry, humansOf.get(entry) ?? []));
  return {
    staff: [
      ...staff.filter(({ accounts }) => accounts.length > 0),
      ...staff.filter(({ accounts }) => accounts.length === 0),
    ],
    byEmployeeId: counts.employeeId,
    byEmail: counts.email,
    doubts,
    accountsWithoutEmployee: strangers,
    withoutAccount: roster.entries.filter((entry) => !humansOf.has(entry) && !hasLeft(entry, now)),
    leaversEnabled: staff.filter(
      ({ entry, accounts }) =>
        entry !== null && hasLeft(entry, now) && accounts.some(({ active }) => active === true),
    ),
  };
}
