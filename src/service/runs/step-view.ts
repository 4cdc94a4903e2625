import { z } from "zod";
import type { EpochMs } from "../../base/clock.ts";
import type { RunStepRow } from "../../store/run-log.ts";
import { knownError } from "../errors/catalogue.ts";

const moment = z.number().meta({ description: "Epoch milliseconds" });

/** A step of a run: how far it is, or how it ended. */
export const stepView = z.object({
  step: z.string(),
  title: z.string(),
  status: z.string().meta({
    description: "running, complete, partial, failed, skipped or carried_over",
  }),
  startedOn: moment,
  endedOn: moment.nullable(),
  received: z.number(),
  expected: z.number().nullable(),
  perSecond: z.number().meta({ description: "Objects received a second so far" }),
  secondsLeft: z
    .number()
    .nullable()
    .meta({ description: "At the present rate; null where it cannot be told" }),
  calls: z.number(),
  retries: z.number(),
  throttled: z.number().meta({ description: "Answers 429" }),
  bytes: z.number(),
  reason: z.string().nullable(),
  code: z.string().nullable().meta({ description: "A code of the error catalogue" }),
  fix: z.string().nullable().meta({ description: "What to do about it, where that is known" }),
  failedCall: z
    .object({
      call: z.string(),
      status: z.number().nullable(),
      requestId: z.string().nullable().meta({ description: "Microsoft's name for the request" }),
    })
    .nullable(),
});

export type StepView = z.output<typeof stepView>;

/** Makes the view of a step. */
export function stepViewOf(row: RunStepRow, now: EpochMs): StepView {
  const { call, endedOn, ...rest } = row;
  const seconds = Math.max((endedOn ?? now) - row.startedOn, 1) / 1_000;
  const perSecond = row.received / seconds;
  const left = row.expected === null ? null : Math.max(row.expected - row.received, 0);
  const isKnown = left !== null && perSecond > 0 && endedOn === null;
  return {
    ...rest,
    endedOn,
    perSecond: Math.round(perSecond * 10) / 10,
    secondsLeft: isKnown ? Math.ceil(left / perSecond) : null,
    fix: row.code === null ? null : (knownError(row.code)?.todo ?? null),
    failedCall: call === null ? null : { ...call },
  };
}
