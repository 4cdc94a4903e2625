import type { Relationship } from "../graph/relationship.ts";
import { edge } from "./edge.ts";
import { interner } from "./interner.ts";
import { listOf, numberOf } from "./property-read.ts";
import { relationshipTypes } from "./types.ts";

/** How sure a registered owner is. */
const ownerConfidence = 0.9;

/** How sure the last interactive logon is, times the confidence that the account is the user's. */
const logonConfidence = 0.7;

interface Logon {
  readonly machine: string;
  readonly account: string;
  /** Before everything when Defender did not tell. */
  readonly lastSeenOn: number;
}

interface Use {
  readonly person: string;
  readonly endpoint: string;
  readonly method: "registeredOwner" | "interactiveLogon";
  readonly confidence: number;
  /** `_key` of the user or of the logon user that shows it. */
  readonly evidence: string;
  readonly lastSeenOn: number;
}

interface Identity {
  readonly user: string;
  readonly confidence: number;
}

/** Thousandths: 0.7 × 0.95 is 0.6649999… otherwise. */
const rounded = (confidence: number): number => Math.round(confidence * 1_000) / 1_000;

function ownsEdge([first, ...others]: readonly [Use, ...Use[]]): Relationship {
  const uses = [first, ...others];
  const lastSeenOn = Math.max(...uses.map((use) => use.lastSeenOn));
  const properties = {
    confidence: Math.max(...uses.map(({ confidence }) => confidence)),
    evidence: [...new Set(uses.map(({ evidence }) => evidence))].toSorted(),
    ...(Number.isFinite(lastSeenOn) ? { lastSeenOn } : {}),
    method: first.method,
  };
  return edge(relationshipTypes.personOwnsEndpoint, {
    from: first.person,
    to: first.endpoint,
    properties,
  });
}

/** Whose device is whose: from registered owners, else from who last sat at the machine. Facts come in any order. */
export class DeviceUse {
  readonly #owners: (readonly [user: string, endpoint: string])[] = [];
  readonly #logons: Logon[] = [];
  readonly #endpoints = new Map<string, string>();
  readonly #identities = new Map<string, Identity>();
  readonly #same = interner();

  /** Takes user OWNS, machine MANAGES, logon user IS and machine HAS edges; others are ignored. */
  add(relationship: Relationship): void {
    const { type, from, to, properties } = relationship;
    if (type === relationshipTypes.userOwnsEndpoint.type) this.#owners.push([from, to]);
    else if (type === relationshipTypes.machineManagesEndpoint.type)
      this.#endpoints.set(from, this.#same(to));
    else if (type === relationshipTypes.logonUserIsUser.type) {
      this.#identities.set(from, { user: to, confidence: numberOf(properties, "confidence") ?? 1 });
    } else if (type === relationshipTypes.machineHasLogonUser.type) this.#addLogon(relationship);
  }

  /** person OWNS user_endpoint; `personOf` tells a user's person, if there is one. */
  edges(personOf: (user: string) => string | undefined): Relationship[] {
    const owned = this.#registered(personOf);
    const used = this.#used(personOf, new Set(owned.map(({ endpoint }) => endpoint)));
    const byEdge = new Map<string, [Use, ...Use[]]>();
    for (const use of [...owned, ...used]) {
      const key = `${use.person}|${use.endpoint}`;
      const known = byEdge.get(key);
      if (known === undefined) byEdge.set(key, [use]);
      else known.push(use);
    }
    return [...byEdge.values()].map(ownsEdge);
  }

  #addLogon({ from, to, properties }: Relationship): void {
    if (!listOf(properties, "logonTypes").some((type) => /interactive/i.test(type))) return;
    this.#logons.push({
      machine: this.#same(from),
      account: this.#same(to),
      lastSeenOn: numberOf(properties, "lastSeenOn") ?? -Infinity,
    });
  }

  #registered(personOf: (user: string) => string | undefined): Use[] {
    const uses: Use[] = [];
    for (const [user, endpoint] of this.#owners) {
      const person = personOf(user);
      if (person === undefined) continue;
      const facts = { confidence: ownerConfidence, evidence: user, lastSeenOn: -Infinity };
      uses.push({ person, endpoint, method: "registeredOwner", ...facts });
    }
    return uses;
  }

  #used(personOf: (user: string) => string | undefined, owned: ReadonlySet<string>): Use[] {
    const latest = new Map<string, Use[]>();
    for (const logon of this.#logons) {
      const use = this.#useOf(logon, personOf);
      if (use === null || owned.has(use.endpoint)) continue;
      const known = latest.get(use.endpoint);
      const before = known?.[0]?.lastSeenOn ?? -Infinity;
      if (known === undefined || use.lastSeenOn > before) latest.set(use.endpoint, [use]);
      else if (use.lastSeenOn === before) known.push(use);
    }
    return [...latest.values()].flat();
  }

  #useOf(
    { machine, account, lastSeenOn }: Logon,
    personOf: (user: string) => string | undefined,
  ): Use | null {
    const [endpoint, identity] = [this.#endpoints.get(machine), this.#identities.get(account)];
    const person = identity === undefined ? undefined : personOf(identity.user);
    if (endpoint === undefined || identity === undefined || person === undefined) return null;
    const confidence = rounded(logonConfidence * identity.confidence);
    return {
      person,
      endpoint,
      method: "interactiveLogon",
      confidence,
      evidence: account,
      lastSeenOn,
    };
  }
}
