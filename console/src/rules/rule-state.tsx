import type { RuleView } from "../../../src/service/rules/rule-view.ts";
import { StateChip, type Tone } from "../part/state-chip.tsx";

const looks: Readonly<Record<string, readonly [Tone, string]>> = {
  matched: ["bad", "firing"],
  clear: ["good", "ok"],
  unsure: ["late", "no data"],
  failed: ["bad", "error"],
};

/** How an evaluation came out. */
export function Outcome({
  outcome,
  note,
}: {
  readonly outcome: string;
  readonly note: string | null;
}) {
  const [tone, text] = looks[outcome] ?? ["quiet", outcome];
  return <StateChip tone={tone} text={text} title={note ?? undefined} />;
}

/** How a rule stands: off, not evaluated yet, or how its last evaluation came out. */
export function RuleState({ rule }: { readonly rule: Pick<RuleView, "enabled" | "last"> }) {
  const { enabled, last } = rule;
  if (!enabled) return <StateChip tone="quiet" text="off" />;
  if (last === null) return <StateChip tone="busy" text="not evaluated yet" />;
  return <Outcome outcome={last.outcome} note={last.note} />;
}
