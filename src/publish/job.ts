import { z } from "zod";

/** What JupiterOne says of a synchronization job. Counters that it leaves out are 0. */
const job = z.looseObject({
  id: z.string(),
  status: z.string(),
  numEntitiesUploaded: z.number().default(0),
  numEntitiesCreated: z.number().default(0),
  numEntitiesUpdated: z.number().default(0),
  numEntitiesDeleted: z.number().default(0),
  numEntityCreateErrors: z.number().default(0),
  numRelationshipsUploaded: z.number().default(0),
  numRelationshipsCreated: z.number().default(0),
  numRelationshipsUpdated: z.number().default(0),
  numRelationshipsDeleted: z.number().default(0),
  numRelationshipCreateErrors: z.number().default(0),
});

export type Job = z.output<typeof job>;

/** Every answer of the synchronization API about a job. */
export const jobReply = z.looseObject({ job });

/** What it says when it refuses. */
export const errorReply = z.looseObject({
  error: z.looseObject({ code: z.string().default(""), message: z.string().default("") }),
});

/** Statuses in which a job has come to its end, well or not. */
const ends: Readonly<Record<string, "finished" | "failed">> = {
  FINISHED: "finished",
  ABORTED: "failed",
  ABORTED_DUE_TO_INVALID_CONFIGURATION: "failed",
  ERROR_BAD_DATA: "failed",
  ERROR_UNEXPECTED_FAILURE: "failed",
};

/** How a job ended; `null` while it goes on. */
export function endOf({ status }: Job): "finished" | "failed" | null {
  return ends[status] ?? null;
}
