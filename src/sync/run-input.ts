import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Tenant } from "../microsoft/tenant.ts";
import type { Database } from "../store/database.ts";
import type { Instance } from "../store/instance.ts";
import type { RunEvent } from "./report.ts";
import type { DataSource } from "./source.ts";

/** What a run needs of the world and of its instance. */
export interface RunInput {
  readonly database: Database;
  readonly instance: Instance;
  readonly tenant: Tenant;
  readonly accountName: string | null;
  readonly sources: ReadonlySet<DataSource>;
  readonly full: boolean;
  /** Apply deletions that an earlier run held back. */
  readonly confirmHeld: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  peakMemoryBytes(): number;
  collectGarbage(): void;
  progress(event: RunEvent): void;
}
