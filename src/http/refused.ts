import type { ZodError } from "zod";

/** A request that is not valid, in words. */
export interface Refused {
  readonly refused: string;
}

/** What a request must be, and where this one differs. */
export function refusalOf(mustBe: string, error: ZodError): Refused {
  const issues = error.issues.map(
    ({ path, message }) => `${path.join(".") || "request"}: ${message}`,
  );
  return { refused: `${mustBe} ${issues.join("; ")}.` };
}
