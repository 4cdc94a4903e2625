import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { ExportFiles } from "./export-files.ts";
import type { FaultBook } from "./fault-book.ts";
import type { Identity } from "./identity.ts";
import type { Limits } from "./limits.ts";
import type { StatisticsBook } from "./statistics.ts";
import type { TokenBook } from "./token-book.ts";
import type { World } from "./world/world.ts";

/** Where the sample tenant is reached. */
export interface Urls {
  readonly authority: string;
  readonly graph: string;
  readonly defender: string;
  /** What a Defender token is made out to. */
  readonly defenderAudience: string;
  readonly control: string;
  /** The other server: the export's files. */
  readonly files: string;
}

/** What a refusal is made from. */
export type Refuser = Pick<Tenant, "clock" | "requestId">;

/** What a page of a Graph collection is made from. */
export type GraphLister = Refuser & Pick<Tenant, "world"> & { readonly urls: Pick<Urls, "graph"> };

/** What every answer is made from. */
export interface Tenant {
  readonly clock: Clock;
  readonly log: Log;
  readonly identity: Identity;
  readonly urls: Urls;
  /** PEM of the certificate that client assertions must be signed with, where one was given. */
  readonly certificate: string | undefined;
  readonly tokenLifetimeSeconds: number;
  readonly sasLifetimeSeconds: number;
  /** Milliseconds before every answer. */
  readonly latencyMs: number;
  /** Further permissions that the administrator consented to. */
  readonly roles: readonly string[];
  readonly tokens: TokenBook;
  readonly faults: FaultBook;
  readonly limits: Limits;
  readonly statistics: StatisticsBook;
  readonly exports: ExportFiles;
  /** The present day; replaced when the tenant evolves. */
  world: World;
  /** Aborted when the tenant closes. */
  readonly closing: AbortSignal;
  /** A new id for a request or a trace. */
  requestId(): string;
}
