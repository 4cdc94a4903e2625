import type { Complete } from "../base/complete.ts";
import type { SeenCve } from "../convert/finding.ts";
import type { FindingScope, FindingSource } from "../microsoft/findings.ts";

/** What all findings came to, beside what was staged. */
export interface Gathered {
  readonly cves: readonly SeenCve[];
  /** Rows of machines that are not held: left out. */
  readonly dangling: number;
  /** The machines of these rows. */
  readonly unlisted: readonly string[];
}

/** Reads the findings of a run and stages their edges and software. */
export interface Gathering {
  /** Reads them to their end. Throws as `readAll` does; what was staged then stays. */
  read(scope: FindingScope): Promise<Complete>;
  gathered(): Promise<Gathered>;
  /** Where they come from. */
  source(): FindingSource;
  close(): Promise<void>;
}
