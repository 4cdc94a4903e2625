/** How an alert stands. A closed one never opens again: what comes back is a new alert. */
export const alertStates = ["open", "snoozed", "dismissed", "closed"] as const;

export type AlertState = (typeof alertStates)[number];

/**
 * What may happen to an alert. `matched`: the rule holds, with nothing new; `grew`: with new rows; `cleared`: it does not
 * hold any more; `unsure`: that could not be found out; `woke`: the time it was snoozed for is over.
 */
export type AlertEvent =
  | "matched"
  | "grew"
  | "cleared"
  | "unsure"
  | "dismiss"
  | "snooze"
  | "woke"
  | "reopen";

type Transitions = Readonly<
  Record<AlertState, Readonly<Record<AlertEvent, AlertState | "ignored">>>
>;

/** What each event makes of each state. */
export const transitions: Transitions = {
  open: {
    matched: "open",
    grew: "open",
    cleared: "closed",
    unsure: "ignored",
    dismiss: "dismissed",
    snooze: "snoozed",
    woke: "ignored",
    reopen: "ignored",
  },
  snoozed: {
    matched: "snoozed",
    grew: "snoozed",
    cleared: "closed",
    unsure: "ignored",
    dismiss: "dismissed",
    snooze: "snoozed",
    woke: "open",
    reopen: "open",
  },
  dismissed: {
    matched: "dismissed",
    // Somebody said that these rows are fine; they said nothing of others.
    grew: "open",
    cleared: "closed",
    unsure: "ignored",
    dismiss: "ignored",
    snooze: "ignored",
    woke: "ignored",
    reopen: "open",
  },
  closed: {
    matched: "ignored",
    grew: "ignored",
    cleared: "ignored",
    unsure: "ignored",
    dismiss: "ignored",
    snooze: "ignored",
    woke: "ignored",
    reopen: "ignored",
  },
};

/** What receivers are told of an alert. */
export const told = ["opened", "updated", "reopened", "dismissed", "closed"] as const;

export type Told = (typeof told)[number];

/** What receivers are told when an event took an alert from one state to another; `null`: nothing. */
export function toldOf(before: AlertState, event: AlertEvent, after: AlertState): Told | null {
  if (after === "closed") return before === "closed" ? null : "closed";
  if (after === "open" && before !== "open") return "reopened";
  if (after === "dismissed" && before !== "dismissed") return "dismissed";
  return after === "open" && event === "grew" ? "updated" : null;
}
