import type { Clock, EpochMs } from "../base/clock.ts";
import type { AccessSettings } from "../service/access/access-settings.ts";
import type { OfMachine } from "../service/doctor.ts";
import type { DeskOptions } from "../service/desk-options.ts";
import type { Desk, ExportedLine } from "../service/desk.ts";
import type { Worker } from "../service/runs/worker.ts";

/** A stream that the command line writes to. */
export interface Out {
  readonly isTTY: boolean;
  readonly columns: number;
  /** Resolves when the text was taken, so that a slow reader slows us down. */
  write(text: string): Promise<void>;
}

/** A simulated tenant that runs. */
export interface RunningTenant {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorityUrl: string;
  readonly graphUrl: string;
  readonly defenderUrl: string;
  readonly defenderAudience: string;
  readonly controlUrl: string;
  evolve(days?: number): void;
  close(): Promise<void>;
}

/** How a simulated tenant is made. */
export interface TenantShape {
  readonly port?: number;
  readonly seed?: number;
  readonly devices?: number;
  readonly users?: number;
  readonly groups?: number;
  readonly cves?: number;
  readonly findingsPerDevice?: number;
  readonly logonsPerDevice?: number;
  readonly speed?: number;
  readonly limits?: "documented" | "off";
  readonly tokenLifetimeSeconds?: number;
  readonly sasLifetimeSeconds?: number;
  /** Application permissions beyond the usual five, or `all`. */
  readonly roles?: readonly string[];
  /** The day that it begins on; so that `daysUntilNow` lead up to the present when not given. */
  readonly firstDay?: EpochMs;
  /** How many days are to pass in it before it is as old as now. 0 when not given. */
  readonly daysUntilNow?: number;
}

/** The HTTP server that `start` and `demo` run. */
export interface RunningServer {
  readonly url: string;
  /** Where the first administrator is made; `null` when there is no need. */
  readonly setUpLink: string | null;
  close(): Promise<void>;
}

/** One station of the tour: a value on its way from Microsoft's reply to the screen. */
export interface TourStop {
  readonly noun: string;
  /** Where it is made. */
  readonly file: string;
  readonly says: string;
  readonly value: string;
}

/** All that a command may touch; `program.ts` builds it. */
export interface World {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly stdout: Out;
  readonly stderr: Out;
  readonly clock: Clock;
  /** The most memory that the process has held so far. */
  peakMemoryBytes(): number;
  /** Aborted by Ctrl+C or a termination signal. */
  readonly interrupted: AbortSignal;
  /** Lines of standard input. */
  lines(): AsyncIterable<string>;
  /** Asks for a secret without showing it; `null` when there is no terminal. */
  askSecret(question: string): Promise<string | null>;
  /** The text of a small file, such as a certificate. */
  readText(path: string): Promise<string>;
  /** The bytes of a file. */
  readBytes(path: string): Promise<Uint8Array>;
  /** A file to write to, as a stream. */
  writeTo(path: string): Promise<Out & { close(): Promise<void> }>;
  /** Writes lines of the graph as a Parquet file. */
  writeParquet(path: string, lines: AsyncIterable<readonly ExportedLine[]>): Promise<void>;
  /** The verbs over one database. */
  openDesk(options: DeskOptions): Promise<Desk>;
  /** What the machine tells of itself and of a database's file. */
  machineFacts(database: string): Promise<OfMachine>;
  startTenant(shape: TenantShape): Promise<RunningTenant>;
  serve(options: {
    readonly desk: Desk;
    readonly host: string;
    readonly port: number;
    /** Who reads instances while the server is there. */
    readonly worker?: Worker | undefined;
    readonly access: AccessSettings;
  }): Promise<RunningServer>;
  tour(): AsyncIterable<TourStop>;
  /** Removes a throw-away database with what belongs to it. Throws `database_locked` when a process has it open. */
  removeDatabase(path: string): Promise<void>;
}
