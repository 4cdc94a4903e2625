import type { Fault, FaultKind, Faults } from "./fault.ts";

/** A request, as far as a fault cares. */
export interface Target {
  readonly endpoint: string;
  /** Path and query. */
  readonly address: string;
}

/** The faults that fire for one request, by kind. */
export type Fired = ReadonlyMap<FaultKind, Fault>;

/** Kinds that change what is granted instead of one answer: they hold from the moment they start. */
const lasting: ReadonlySet<FaultKind> = new Set(["revokeRole", "grantRole"]);

/** A fault that is set. */
export interface ArmedFault extends Fault {
  /** How often it fired. */
  readonly happened: number;
}

interface Armed {
  readonly fault: Fault;
  readonly endpoint: RegExp;
  seen: number;
  happened: number;
}

/** Decides which requests fail. */
export class FaultBook {
  #armed: Armed[] = [];
  #random: () => number = () => 0;

  /** Replaces all faults. */
  set(faults: Faults): void {
    this.#random = randomOf(faults.seed ?? 1);
    this.#armed = (faults.faults ?? []).map((fault) => ({
      fault,
      endpoint: endpointPattern(fault.endpoint ?? "*"),
      seen: 0,
      happened: 0,
    }));
  }

  /** The faults that are set, with how often each happened. */
  list(): readonly ArmedFault[] {
    return this.#armed.map(({ fault, happened }) => ({ ...fault, happened }));
  }

  /**
   * The faults that fire for this request. `possible` leaves out kinds that cannot happen to it, so that a
   * one-shot fault is not used up by a request that cannot show it.
   */
  fire(target: Target, possible: (kind: FaultKind) => boolean): Fired {
    const fired = new Map<FaultKind, Fault>();
    for (const armed of this.#armed) {
      if (possible(armed.fault.kind) && this.#fires(armed, target)) {
        fired.set(armed.fault.kind, armed.fault);
      }
    }
    return fired;
  }

  /** The roles in force, given those that the tenant's administrator granted. */
  roles(granted: readonly string[]): readonly string[] {
    const roles = new Set(granted);
    for (const { fault, seen } of this.#armed) {
      if (!lasting.has(fault.kind) || fault.role === undefined || seen < (fault.after ?? 0)) {
        continue;
      }
      if (fault.kind === "grantRole") {
        roles.add(fault.role);
      } else {
        roles.delete(fault.role);
      }
    }
    return [...roles];
  }

  /** Counts a request towards the faults that start later and last; to be called once the request was judged. */
  pass(target: Target): void {
    for (const armed of this.#armed) {
      if (lasting.has(armed.fault.kind) && matches(armed, target)) {
        armed.seen += 1;
      }
    }
  }

  #fires(armed: Armed, target: Target): boolean {
    const { fault } = armed;
    if (lasting.has(fault.kind) || !matches(armed, target)) {
      return false;
    }
    armed.seen += 1;
    if (
      armed.seen <= (fault.after ?? 0) ||
      armed.happened >= (fault.times ?? Number.POSITIVE_INFINITY)
    ) {
      return false;
    }
    if (this.#random() >= (fault.probability ?? 1)) {
      return false;
    }
    armed.happened += 1;
    return true;
  }
}

function matches(armed: Armed, target: Target): boolean {
  return armed.endpoint.test(target.endpoint) && target.address.includes(armed.fault.address ?? "");
}

/** What a fault's `endpoint` matches: names, with `*` for any text. */
export function endpointPattern(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i");
}

/** Mulberry32: small, seeded, good enough to choose victims. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
