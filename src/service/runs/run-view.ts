import { z } from "zod";
import type { RunRow } from "../../store/run-list.ts";
import { runStates } from "../../store/run-state.ts";

const moment = z.number().meta({ description: "Epoch milliseconds" });

const counts = z.object({
  created: z.number(),
  updated: z.number(),
  deleted: z.number(),
  heldBack: z.number(),
});

/** A run in a list. */
export const runView = z.object({
  id: z.number(),
  instanceId: z.number(),
  tenantId: z.string(),
  accountName: z.string().nullable(),
  state: z.enum(runStates),
  cancelling: z
    .boolean()
    .meta({ description: "Somebody asked it to stop, and it is not over yet" }),
  cause: z
    .string()
    .meta({ description: "schedule, person, resume, command, or compute (nothing is read)" }),
  askedBy: z.string().nullable(),
  askedOn: moment,
  startedOn: moment,
  endedOn: moment.nullable(),
  baseline: z
    .boolean()
    .meta({ description: "The first run of its instance: counted, not listed as changes" }),
  reason: z.string().nullable(),
  counts: counts.nullable().meta({ description: "null before the run was applied" }),
});

export type RunView = z.output<typeof runView>;

const numbers = z.record(z.string(), z.number());
const report = z.looseObject({
  created: numbers,
  updated: numbers,
  deleted: numbers,
  heldBack: numbers,
});

function sum(of: Readonly<Record<string, number>>): number {
  return Object.values(of).reduce((total, one) => total + one, 0);
}

function countsOf(json: string | null): z.output<typeof counts> | null {
  if (json === null) return null;
  const told = report.safeParse(JSON.parse(json)).data;
  if (told === undefined) return null;
  return {
    created: sum(told.created),
    updated: sum(told.updated),
    deleted: sum(told.deleted),
    heldBack: sum(told.heldBack),
  };
}

/** Makes the view of a run. */
export function runViewOf({ report: json, ...row }: RunRow): RunView {
  return { ...row, counts: countsOf(json) };
}
