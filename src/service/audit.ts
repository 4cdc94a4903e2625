import { z } from "zod";
import { listAudit } from "../store/audit.ts";
import { cutPage, pageInput, pageOf } from "./paging.ts";
import { readVerb } from "./verb.ts";

const auditRecord = z.object({
  id: z.number(),
  happenedOn: z.number().meta({ description: "Epoch milliseconds" }),
  callerKind: z.string(),
  callerId: z.number().nullable(),
  callerName: z.string(),
  verb: z.string(),
  object: z.string(),
  details: z.looseObject({}),
});

/** Who changed what, latest first. */
export const auditList = readVerb({
  name: "audit.list",
  summary: "Who changed what, and who logged in, latest first",
  role: "administrator",
  input: z.strictObject({
    ...pageInput,
    find: z
      .string()
      .max(200)
      .default("")
      .meta({ description: "What the caller, the verb or the object must contain" }),
  }),
  output: pageOf(auditRecord),
  async run({ parts }, { cursor, limit, find }) {
    const asked = { before: cursor ?? null, find, limit: limit + 1 };
    const rows = await listAudit(parts.database, asked);
    return cutPage(
      rows.map((row) => ({ ...row, details: { ...row.details } })),
      limit,
    );
  },
});
