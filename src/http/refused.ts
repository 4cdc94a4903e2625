import type { ZodError } from "zod";
import { wrongFields } from "../service/wrong-fields.ts";

/** A request that is not valid, in words. */
export interface Refused {
  readonly refused: string;
}

/** What a request must be, and where this one differs. */
export function refusalOf(mustBe: string, error: ZodError): Refused {
  return { refused: `${mustBe} ${wrongFields(error)}.` };
}
