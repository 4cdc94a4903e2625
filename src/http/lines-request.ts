import { z } from "zod";
import type { ChangesInput, ExportInput } from "../service/desk.ts";
import { momentText } from "./moment.ts";
import { type Refused, refusalOf } from "./refused.ts";

const exportRequest = z.strictObject({ asOf: momentText.optional() });

const changesRequest = z.strictObject({
  since: momentText.optional(),
  until: momentText.optional(),
  type: z.string().max(512).optional(),
});

/** The moment whose graph an address asks for, or in words what is wrong with the address. */
export function parseExportRequest(query: unknown): ExportInput | Refused {
  const parsed = exportRequest.safeParse(query);
  if (parsed.success) return parsed.data;
  return refusalOf("The address takes ?asOf= and nothing else.", parsed.error);
}

/** Which changes an address asks for, or in words what is wrong with the address. */
export function parseChangesRequest(query: unknown): ChangesInput | Refused {
  const parsed = changesRequest.safeParse(query);
  if (parsed.success) return parsed.data;
  return refusalOf("The address takes ?since=, ?until= and ?type=.", parsed.error);
}
