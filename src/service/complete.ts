import { z } from "zod";
import { Failure } from "../base/failure.ts";
import { complete, sampledProperty } from "../j1ql/complete.ts";
import type { Sample } from "../j1ql/completion-offer.ts";
import type { Sampled } from "../j1ql/completion-offers.ts";
import { readSamples } from "../store/samples.ts";
import type { DeskParts } from "./desk-parts.ts";
import { readVerb } from "./verb.ts";

/** The longest text that is completed. */
const longest = 20_000;

/** What can stand at a place of a query that is being written. */
export const queryComplete = readVerb({
  name: "query.complete",
  summary:
    "What can stand at a place of a query: words, types, verbs, properties and values that exist",
  role: "viewer",
  input: z.strictObject({
    query: z.string().max(longest),
    at: z.number().int().min(0).optional().meta({
      description: "The place, in UTF-16 units from the beginning; the end when absent",
    }),
  }),
  output: z.object({
    suggestions: z.array(
      z.object({
        text: z.string(),
        kind: z.string(),
        detail: z.string().meta({ description: "How many there are, or of which kinds" }),
        from: z.number(),
        to: z.number().meta({ description: "What it replaces: from `from` to before `to`" }),
      }),
    ),
  }),
  async run({ parts }, { query, at = query.length }) {
    const [catalogue, smartClasses] = await Promise.all([parts.catalogue(), parts.smartClasses()]);
    const sampled = sampledProperty(query, at, catalogue);
    const samples = sampled === null ? [] : await samplesOf(parts, sampled);
    const suggestions = complete(query, at, { catalogue, smartClasses, samples });
    return { suggestions: [...suggestions] };
  },
});

/** Values that take too long to find are done without. */
async function samplesOf(
  { database, world }: DeskParts,
  sampled: Sampled,
): Promise<readonly Sample[]> {
  try {
    return await readSamples(database, sampled, { now: world.clock.now() });
  } catch (error) {
    if (error instanceof Failure && error.code === "query_timeout") return [];
    throw error;
  }
}
