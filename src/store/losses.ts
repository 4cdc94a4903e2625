import type { Complete } from "../base/complete.ts";
import type { Session } from "./session.ts";

/** When deletions of a type are too many at once to be believed. */
export interface BrakeRule {
  /** More than this share of the type, in percent, and … */
  readonly percent: number;
  /** … at least this many objects. */
  readonly atLeast: number;
}

/** What a run may take out of the graph. */
export interface Losses {
  /** Types that may lose objects, each with the proof that its collections were read to the end. */
  readonly receipts: ReadonlyMap<string, readonly Complete[]>;
  readonly brake?: BrakeRule | undefined;
  /** Apply deletions that would be, or were, held back. */
  readonly confirmHeld?: boolean | undefined;
  /** Relationship types through which entities are found: they are not gone while what leads to them is held back. */
  readonly foundThrough?: readonly string[] | undefined;
  /** By computed type, all types that it is computed from: it goes with what was held back of them, without a brake. */
  readonly computedFrom?: ReadonlyMap<string, readonly string[]> | undefined;
}

const defaultBrake: BrakeRule = { percent: 20, atLeast: 10 };

/** What deciding about deletions needs to know of them. */
export interface LossRule {
  readonly brake: BrakeRule;
  readonly confirmHeld: boolean;
}

/** Writes down, for the statements of a connection, what may be lost. */
export async function noteLosses(session: Session, losses: Losses): Promise<LossRule> {
  const proven = [...losses.receipts].filter(([, proofs]) => proofs.length > 0);
  await session.run("create temp table may_lose as select unnest(?::text[]) as type", [
    proven.map(([type]) => type),
  ]);
  await session.run("create temp table found_through as select unnest(?::text[]) as type", [
    losses.foundThrough ?? [],
  ]);
  const computed = [...(losses.computedFrom ?? [])].flatMap(([type, inputs]) =>
    inputs.map((input) => ({ type, input })),
  );
  await session.run(
    "create temp table computed_from as select unnest(?::text[]) as type, unnest(?::text[]) as input",
    [computed.map(({ type }) => type), computed.map(({ input }) => input)],
  );
  return { brake: losses.brake ?? defaultBrake, confirmHeld: losses.confirmHeld ?? false };
}
