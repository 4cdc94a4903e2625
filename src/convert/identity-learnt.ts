import type { Relationship } from "../graph/relationship.ts";
import type { Account } from "./identity-account.ts";
import { lowerOf } from "./property-read.ts";

/** Names in lower case, each with the `_key` of the first alert that told it. */
type Told = Readonly<Record<string, string>>;

/** What alerts say of an account. */
export interface Learnt {
  readonly objectIds: Told;
  readonly sids: Told;
  readonly principals: Told;
}

/** By `_key` of the account: what is remembered when Defender has forgotten the alert. */
export type LearntNames = Readonly<Record<string, Learnt>>;

const nothing: Learnt = { objectIds: {}, sids: {}, principals: {} };

function noted(told: Told, name: string | null, alert: string): Told {
  if (name === null) return told;
  const known = told[name];
  return known === undefined || alert < known ? { ...told, [name]: alert } : told;
}

/** What alerts teach about accounts: pairs of an account and what only its user is called. */
export class Lessons {
  readonly #earlier: ReadonlyMap<string, Learnt>;
  readonly #fresh = new Map<string, Learnt>();

  constructor(earlier: LearntNames) {
    this.#earlier = new Map(Object.entries(earlier));
  }

  /** Takes a logon user HAS alert edge. */
  add({ from, to, properties }: Relationship): void {
    const known = this.#fresh.get(from) ?? nothing;
    this.#fresh.set(from, {
      objectIds: noted(known.objectIds, lowerOf(properties, "aadUserId"), to),
      sids: noted(known.sids, lowerOf(properties, "userSid"), to),
      principals: noted(known.principals, lowerOf(properties, "userPrincipalName"), to),
    });
  }

  /** Only accounts of a domain are one person's: Windows gives accounts of Entra names that several may share. */
  of({ key, kind }: Account): Learnt {
    return (kind === "domain" ? this.#known(key) : undefined) ?? nothing;
  }

  /** Everything that is known, for the next run: what alerts say now goes before what they said. */
  names(): LearntNames {
    return Object.fromEntries([...this.#earlier, ...this.#fresh]);
  }

  #known(key: string): Learnt | undefined {
    return this.#fresh.get(key) ?? this.#earlier.get(key);
  }
}
