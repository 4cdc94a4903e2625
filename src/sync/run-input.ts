import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Properties } from "../graph/entity.ts";
import type { Tenant } from "../microsoft/tenant.ts";
import type { Database } from "../store/database.ts";
import type { Instance } from "../store/instance.ts";
import type { Run } from "../store/run.ts";
import type { RunEvent } from "./report.ts";
import type { DataSource } from "./source.ts";

/** What a run needs of the world and of its instance. */
export interface RunInput {
  readonly database: Database;
  readonly instance: Instance;
  readonly tenant: Tenant;
  readonly accountName: string | null;
  /** Written to every entity. */
  readonly tags: Properties;
  /** The run that waits to be begun; a new one when absent. */
  readonly queued?: Run | undefined;
  readonly sources: ReadonlySet<DataSource>;
  /** Read nothing, forget what these sources brought (none of them, too), and compute anew what follows. */
  readonly forget: ReadonlySet<DataSource> | null;
  readonly full: boolean;
  /** After so long everything is read again, although changes would do; 0 always. */
  readonly fullEveryMs: number;
  /** Apply deletions that an earlier run held back. */
  readonly confirmHeld: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** The folder in which files that were downloaded are kept until they are in the graph; `null` where none are. */
  readonly keptFiles?: ((database: string) => string | null) | undefined;
  peakMemoryBytes(): number;
  collectGarbage(): void;
  /** Whether people are served meanwhile: threads let them go first. */
  readonly areServed?: boolean | undefined;
  progress(event: RunEvent): void;
}
