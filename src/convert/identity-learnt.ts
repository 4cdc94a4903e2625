import type { Relationship } from "../graph/relationship.ts";
import type { Account } from "./identity-account.ts";
import { lowerOf } from "./property-read.ts";

/** What alerts say of an account, each with the `_key` of the first such alert. Texts in lower case. */
export interface Learnt {
  readonly objectIds: ReadonlyMap<string, string>;
  readonly sids: ReadonlyMap<string, string>;
  readonly principals: ReadonlyMap<string, string>;
}

const nothing: Learnt = { objectIds: new Map(), sids: new Map(), principals: new Map() };

interface Learning {
  readonly objectIds: Map<string, string>;
  readonly sids: Map<string, string>;
  readonly principals: Map<string, string>;
}

function note(told: Map<string, string>, name: string | null, alert: string): void {
  if (name === null) return;
  const known = told.get(name);
  if (known === undefined || alert < known) told.set(name, alert);
}

/** What alerts teach about accounts: pairs of an account and what only its user is called. */
export class LearntNames {
  readonly #accounts = new Map<string, Learning>();

  /** Takes a logon user HAS alert edge. */
  add({ from, to, properties }: Relationship): void {
    const known = this.#accounts.get(from);
    const learning = known ?? { objectIds: new Map(), sids: new Map(), principals: new Map() };
    if (known === undefined) this.#accounts.set(from, learning);
    note(learning.objectIds, lowerOf(properties, "aadUserId"), to);
    note(learning.sids, lowerOf(properties, "userSid"), to);
    note(learning.principals, lowerOf(properties, "userPrincipalName"), to);
  }

  /** Only accounts of a domain are one person's: Windows gives accounts of Entra names that several may share. */
  of({ key, kind }: Account): Learnt {
    return kind === "domain" ? (this.#accounts.get(key) ?? nothing) : nothing;
  }
}
