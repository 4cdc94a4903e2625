import type { RuleView } from "../../../src/service/rules/rule-view.ts";

type Schedule = RuleView["schedule"];

interface Choice {
  readonly name: string;
  readonly text: string;
  readonly schedule: Schedule;
}

function each(every: Extract<Schedule, { kind: "interval" }>["every"], text: string): Choice {
  return { name: every, text, schedule: { kind: "interval", every } };
}

/** When a rule can be evaluated. */
export const schedules: readonly Choice[] = [
  {
    name: "after_run",
    text: "after every run",
    schedule: { kind: "after_run", instanceId: null },
  },
  each("FIFTEEN_MINUTES", "every 15 minutes"),
  each("THIRTY_MINUTES", "every 30 minutes"),
  each("ONE_HOUR", "every hour"),
  each("FOUR_HOURS", "every 4 hours"),
  each("EIGHT_HOURS", "every 8 hours"),
  each("TWELVE_HOURS", "every 12 hours"),
  each("ONE_DAY", "every day"),
  each("ONE_WEEK", "every week"),
];

/** When a rule is evaluated, as people say it. */
export function scheduleText(schedule: Schedule): string {
  const name = scheduleName(schedule);
  return schedules.find((choice) => choice.name === name)?.text ?? name;
}

/** The name of a schedule among those that can be chosen. */
export function scheduleName(schedule: Schedule): string {
  return schedule.kind === "interval" ? schedule.every : "after_run";
}
