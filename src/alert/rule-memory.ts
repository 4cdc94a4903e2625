import { z } from "zod";
import type { SeenRows } from "./comparison.ts";

const seen = z.array(z.tuple([z.string(), z.string()]));

const memorySchema = z.record(z.string(), z.object({ seen, base: seen }));

/** What a rule's queries found last, by their names. */
export type Memory = Readonly<Record<string, SeenRows>>;

/** Reads what a rule remembers; nothing before the first evaluation. */
export function memoryOf(text: string | null): Memory {
  return text === null ? {} : memorySchema.parse(JSON.parse(text));
}
