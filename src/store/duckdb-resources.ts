import type { DatabaseOptions } from "./database-options.ts";
import type { Work } from "./engine.ts";

/** What DuckDB may use. */
export interface Resources {
  /** What it may hold in memory before it spills, as DuckDB reads it, where so many edges are worked on. */
  readonly memoryLimit: (edges: number) => string;
  readonly threads: number;
}

/** More threads make a run no faster: it waits for the thread that talks to the tenant. */
const mostThreads = 8;

// Each thread needs memory of its own: with a sixth of this, applying a snapshot of 50,000 devices fails.
const perThread = 64;

// Later than the first time, the graph is read beside what is staged: with 160, working out the identities of 50,000 devices
// failed now and then. Edges are joined while identities are worked out.
const atLeast: Readonly<Record<Work, number>> = {
  usual: 256,
  filling: 128,
  reading: 192,
  settling: 256,
  applying: 256,
};

// Grouping and joining edges spills, but not all of what it holds: with 128 MB, 15 million could not be grouped.
const edgesWithin = 2_000_000;
const perMillionEdges = 32;

/** What a number of edges takes beyond the least, in megabytes. */
function forEdges(edges: number): number {
  return Math.ceil((Math.max(0, edges - edgesWithin) / 1_000_000) * perMillionEdges);
}

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
 * What DuckDB may use for each kind of work. Where people are served, a run leaves them a thread, and what
 * they ask is kept in memory. Otherwise, on two cores, a first `collect` of 50,000 devices stays below 1 GB.
 */
export function duckdbResources(
  options: DatabaseOptions,
  cores: number,
): Readonly<Record<Work, Resources>> {
  const { memoryLimit, spareCore = false } = options;
  const threads = options.threads ?? usualThreads(options, cores);
  const fewer = Math.max(1, threads - 1);
  const all = spareCore ? fewer : threads;
  const given = (work: Work, count: number): Resources => ({
    memoryLimit: (edges) =>
      memoryLimit ?? `${Math.max(atLeast[work], threads * perThread) + forEdges(edges)}MB`,
    threads: count,
  });
  return {
    usual: given("usual", threads),
    // What is read is staged by one thread beside another that talks to the tenant, and who waits for a thread of DuckDB's
    // keeps a core busy with waiting.
    filling: given(spareCore ? "usual" : "filling", fewer),
    reading: given("reading", fewer),
    settling: given(spareCore ? "usual" : "settling", all),
    applying: given("applying", all),
  };
}
