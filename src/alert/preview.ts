import type { AlertWorld } from "./alert-world.ts";
import { askRule } from "./ask-rule.ts";
import type { RuleDefinition } from "./definition.ts";
import { type Evidence, evidenceOf } from "./evidence.ts";
import { ruleHolds } from "./rule-holds.ts";

/** What a rule would find at this moment. */
export interface Preview {
  /** Whether it would raise an alert, were it not for what it remembers. */
  readonly holds: boolean;
  /** Whether what it looks at may be out of date. */
  readonly isDoubtful: boolean;
  readonly evidence: Evidence;
}

/** Asks a rule as if for the first time; nothing is remembered, raised or told. Throws what the database throws. */
export async function previewRule(world: AlertWorld, definition: RuleDefinition): Promise<Preview> {
  // A rule about new results only would find none: what there is now is what tells how it is made.
  const answers = await askRule(world, { ...definition, newOnly: false }, {});
  const evidence = evidenceOf(answers);
  const { isDoubtful } = answers;
  return { holds: ruleHolds(definition, null, evidence), isDoubtful, evidence };
}
