import { directoryTruth } from "./truth-directory.ts";
import { findingsTruth } from "./truth-findings.ts";
import { knownAccounts } from "./truth-accounts.ts";
import type { TruthOptions } from "./truth-options.ts";
import { packsTruth } from "./truth-packs.ts";
import { type TruthEntity, type TruthRelationship, truthPen } from "./truth-line.ts";
import { logonsTruth } from "./truth-logons.ts";
import { machinesTruth } from "./truth-machines.ts";
import { peopleOf, peopleTruth } from "./truth-people.ts";
import { runTruth } from "./truth-run.ts";
import type { World } from "./world.ts";

/** One entity or relationship that the graph must have. */
export type TruthLine = TruthEntity | TruthRelationship;

/**
 * Exactly the graph that a perfect reader of the world has: every entity and relationship once, none else. Made from
 * what the generator decided, not from the records that it shows. Streams: millions of lines are no burden.
 */
export function* truthOf(world: World, options: TruthOptions = {}): Generator<TruthLine> {
  const { facts } = world;
  const pen = truthPen(options.accountName);
  const people = peopleOf(facts, options.collectedSince ?? 0);
  yield* directoryTruth(facts, pen);
  yield* peopleTruth(facts, pen, people);
  yield* machinesTruth(facts, pen);
  const accounts = knownAccounts(facts, options);
  yield* logonsTruth(facts, pen, { people, accounts });
  yield* findingsTruth(facts, pen);
  yield* packsTruth(facts, pen, { packs: new Set(options.packs), accounts });
  yield* runTruth(facts, pen, options.packs ?? []);
}
