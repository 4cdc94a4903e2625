import { z } from "zod";
import type { Roster } from "./roster.ts";

const text = z.string().nullable();
const time = z.number().nullable();

const entry = z.object({
  line: z.number(),
  email: text,
  employeeId: text,
  name: text,
  firstName: text,
  lastName: text,
  title: text,
  department: text,
  managerEmail: text,
  status: text,
  startOn: time,
  endOn: time,
});

const problem = z.object({
  line: time,
  code: z.enum([
    "encoding",
    "unknown_column",
    "wrong_shape",
    "no_identity",
    "wrong_value",
    "duplicate",
    "conflict",
  ]),
  text: z.string(),
});

/** A roster as the database keeps it from run to run. */
export const rosterSchema: z.ZodType<Roster> = z.object({
  file: z.string(),
  lines: z.number(),
  entries: z.array(entry),
  problems: z.array(problem),
  problemCounts: z.record(z.string(), z.number()),
});
