import { z } from "zod";
import type { EpochMs } from "../base/clock.ts";

/** What to give instead of what is none. */
const error = "no time such as 2026-11-02T06:00:00Z or 2026-11-02, nor milliseconds since 1970";

/** How a moment is written. */
export const momentForm = "Epoch milliseconds, or an ISO 8601 time or day";

const iso = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);
const digits = /^-?\d{1,15}$/;

/** A moment in a body: epoch milliseconds, or an ISO 8601 time or day. */
export const moment = z
  .union([z.number().int(), z.string().refine((text) => iso.safeParse(text).success, { error })])
  .transform((value): EpochMs => (typeof value === "number" ? value : Date.parse(value)))
  .meta({ description: momentForm });

/** A moment in an address, where everything is text: the same, with the milliseconds in digits. */
export const momentText = z
  .string({ error })
  .refine((text) => digits.test(text) || iso.safeParse(text).success, { error })
  .transform((text): EpochMs => (digits.test(text) ? Number(text) : Date.parse(text)))
  .meta({ description: momentForm });
