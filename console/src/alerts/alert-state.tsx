import type { AlertView } from "../../../src/service/alerts/alert-view.ts";
import { moment } from "../part/format.ts";
import { StateChip, type Tone } from "../part/state-chip.tsx";

const tones: Readonly<Record<AlertView["state"], Tone>> = {
  open: "bad",
  snoozed: "late",
  dismissed: "quiet",
  closed: "good",
};

type Stated = Pick<AlertView, "state" | "kind" | "snoozedUntil">;

interface AlertStateProps {
  readonly alert: Stated;
  /** Leaves out until when it is snoozed. */
  readonly isShort?: boolean;
}

/** How an alert stands; an open one that is about a rule that cannot be evaluated is an error. */
export function AlertState({ alert, isShort = false }: AlertStateProps) {
  const { state, kind, snoozedUntil } = alert;
  if (state === "open")
    return <StateChip tone="bad" text={kind === "evaluation" ? "error" : "firing"} />;
  const until = snoozedUntil === null || isShort ? "" : ` until ${moment(snoozedUntil)}`;
  return <StateChip tone={tones[state]} text={state === "snoozed" ? `snoozed${until}` : state} />;
}
