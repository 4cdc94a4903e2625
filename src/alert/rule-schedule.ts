import type { EpochMs } from "../base/clock.ts";
import { intervals, type RuleDefinition } from "./definition.ts";

/**
 * When a rule is evaluated next: at the same distance from the last time, so that it stays at about the same time of day;
 * times that passed meanwhile are made up for by the one evaluation that was. `null` when runs decide.
 */
export function nextEvaluation(
  { schedule }: Pick<RuleDefinition, "schedule">,
  { nextOn, now }: { readonly nextOn: EpochMs | null; readonly now: EpochMs },
): EpochMs | null {
  if (schedule.kind === "after_run") return null;
  const every = intervals[schedule.every];
  if (nextOn === null || nextOn > now) return nextOn ?? now + every;
  return nextOn + (Math.floor((now - nextOn) / every) + 1) * every;
}
