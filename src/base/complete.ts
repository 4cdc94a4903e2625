import { type Brand, mint } from "./brand.ts";

/** What a finished walk of a collection reports. */
export interface WalkFacts {
  /** The collection's name, such as `machines`. */
  readonly collection: string;
  /** Distinct items handed on. */
  readonly received: number;
  /** How many the provider said there are, where it says so. */
  readonly expected?: number;
  /** Pages, files or per-object answers read. */
  readonly pages: number;
}

/**
 * The receipt that a collection was read to its end with nothing missing. Deletions need one.
 * Only the last line of `microsoft/page.ts` `readAll` mints it (enforced by lint).
 */
export type Complete = Brand<WalkFacts, "Complete">;

/** Mints the receipt. To be called by `microsoft/page.ts` alone. */
export function mintComplete(facts: WalkFacts): Complete {
  return mint<WalkFacts, "Complete">(facts);
}
