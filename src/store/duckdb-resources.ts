import type { DatabaseOptions } from "./database-options.ts";
import type { Work } from "./engine.ts";

/** What DuckDB may use. */
export interface Resources {
  /** What it may hold in memory before it spills, as DuckDB reads it. */
  readonly memoryLimit: string;
  readonly threads: number;
}

/** More threads make a run no faster: it waits for the thread that talks to the tenant. */
const mostThreads = 8;

// Each thread needs memory of its own: with a sixth of this, applying a snapshot of 50,000 devices fails.
const perThread = 64;

// While a tenant is read, JavaScript needs the room, and what is staged is written once and read once: it may as well be
// spilled.
const atLeast: Readonly<Record<Work, number>> = { usual: 256, reading: 192, applying: 256 };

const megabytes: Readonly<Record<string, number>> = { k: 0.001, m: 1, g: 1_000, t: 1_000_000 };

/** A size such as `512MB`, in megabytes. */
function inMegabytes(size: string): number {
  const [, number = "", unit = ""] = /^([\d.]+) ?([kmgt])/i.exec(size) ?? [];
  return Number(number) * (megabytes[unit.toLowerCase()] ?? Number.NaN);
}

function usualThreads({ memoryLimit }: DatabaseOptions, cores: number): number {
  const threads = Math.min(cores, mostThreads);
  if (memoryLimit === undefined) return threads;
  const fitting = Math.floor(inMegabytes(memoryLimit) / perThread);
  return Number.isNaN(fitting) ? threads : Math.max(1, Math.min(threads, fitting));
}

/**
 * What DuckDB may use for each kind of work. With what is usual, on two cores, the process of `collect` stays below 1 GB.
 * Where people are served while a tenant is read, a run leaves them a thread, and what they ask is kept in memory.
 */
export function duckdbResources(
  options: DatabaseOptions,
  cores: number,
): Readonly<Record<Work, Resources>> {
  const { memoryLimit, spareCore = false } = options;
  const threads = options.threads ?? usualThreads(options, cores);
  const running = spareCore ? Math.max(1, threads - 1) : threads;
  const limit = (least: number): string =>
    memoryLimit ?? `${Math.max(least, threads * perThread)}MB`;
  const { usual, reading, applying } = atLeast;
  return {
    usual: { memoryLimit: limit(usual), threads },
    reading: { memoryLimit: limit(spareCore ? usual : reading), threads: running },
    applying: { memoryLimit: limit(applying), threads: running },
  };
}
