import { collect, type CollectInput, type CollectReport } from "../collect.ts";
import type { DeskParts } from "../desk-parts.ts";
import { Attendant } from "./attendant.ts";

/** Reads a tenant once, and then has the rules evaluated that go by runs and what they tell delivered, however it went. */
export async function collectAttended(
  parts: DeskParts,
  input: CollectInput,
  signal: AbortSignal,
): Promise<CollectReport> {
  const attendant = new Attendant(parts);
  try {
    return await collect(parts, input, signal);
  } finally {
    if (!signal.aborted) await attendant.turn();
    await attendant.stop();
  }
}
