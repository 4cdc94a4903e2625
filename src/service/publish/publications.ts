import { z } from "zod";
import { listPublications } from "../../store/publications.ts";
import { cutPage, pageInput, pageOf } from "../paging.ts";
import { readVerb } from "../verb.ts";

const publicationView = z.object({
  id: z.number(),
  instanceId: z.number(),
  target: z.string(),
  asOf: z.number().meta({ description: "The moment whose graph was published" }),
  state: z.string().meta({ description: "running, interrupted, finished or failed" }),
  startedOn: z.number(),
  endedOn: z.number().nullable(),
  jobId: z.string().nullable(),
  objects: z.number().meta({ description: "How many objects the other side has taken" }),
  report: z.string().nullable().meta({ description: "Counts as JSON, or why it failed" }),
});

/** What was published where, latest first. */
export const publicationsList = readVerb({
  name: "publications.list",
  summary: "What was published where, and what came of it, latest first",
  role: "viewer",
  input: z.strictObject(pageInput),
  output: pageOf(publicationView),
  async run({ parts }, { cursor, limit }) {
    const asked = { before: cursor ?? null, limit: limit + 1 };
    return cutPage(await listPublications(parts.database, asked), limit);
  },
});
