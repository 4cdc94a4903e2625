import { z } from "zod";

/** What a run that knew all findings leaves for the next, which then need read only what changed. */
export const findingsMemorySchema = z.object({
  /** Changes up to here are in the graph, by the provider's clock. */
  since: z.number(),
  /** The snapshot that the graph shows, in the provider's words; `null` once changes were applied to it. */
  snapshot: z.string().nullable(),
  /** When everything was read last, by our clock. */
  fullOn: z.number(),
  /** When changes or everything was read last, by our clock. */
  readOn: z.number(),
  /** How often changes were applied since everything was read. */
  deltas: z.number(),
  /** Whether software was read, too. */
  software: z.boolean(),
  /** Machines that have findings and are not listed: should they be listed one day, everything is read. */
  unlisted: z.array(z.string()),
});

export type FindingsMemory = z.infer<typeof findingsMemorySchema>;
