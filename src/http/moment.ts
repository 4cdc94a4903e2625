import { z } from "zod";
import type { EpochMs } from "../base/clock.ts";

const iso = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** A moment in a body: epoch milliseconds, or an ISO 8601 time or day. */
export const moment = z
  .union([z.number().int(), iso])
  .transform((value): EpochMs => (typeof value === "number" ? value : Date.parse(value)));

/** A moment in an address, where everything is text: the same, with the milliseconds in digits. */
export const momentText = z
  .union([z.string().regex(/^-?\d{1,15}$/), iso])
  .transform((text): EpochMs => (/^-?\d+$/.test(text) ? Number(text) : Date.parse(text)));
