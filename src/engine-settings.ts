import { Failure } from "./base/failure.ts";
import type { DeskOptions } from "./service/desk-options.ts";

const sizes = /^\d+(\.\d+)? ?[kmgt]i?b$/i;
const mostThreads = 256;

function refuse(name: string, value: string, wanted: string): never {
  const message = `Cannot use ${name}=${value}: it must be ${wanted}.`;
  throw new Failure(message, { code: "usage", retryable: false });
}

function memoryOf(value: string | undefined): string | undefined {
  if (value === undefined || value === "") return undefined;
  if (sizes.test(value.trim())) return value.trim();
  return refuse("DEFENDER_GRAPH_MEMORY_LIMIT", value, "a size such as 512MB or 4GB");
}

function threadsOf(value: string | undefined): number | undefined {
  if (value === undefined || value === "") return undefined;
  const threads = Number(value);
  if (Number.isInteger(threads) && threads >= 1 && threads <= mostThreads) return threads;
  return refuse("DEFENDER_GRAPH_THREADS", value, `a whole number from 1 to ${mostThreads}`);
}

/**
 * What the environment lets the embedded database use: memory before it spills to disk, and threads (as many as there are
 * cores, when nothing is said). Throws a `usage` failure for what is neither.
 */
export function engineSettings(
  environment: Readonly<Record<string, string | undefined>>,
): Pick<DeskOptions, "memoryLimit" | "threads"> {
  return {
    memoryLimit: memoryOf(environment["DEFENDER_GRAPH_MEMORY_LIMIT"]),
    threads: threadsOf(environment["DEFENDER_GRAPH_THREADS"]),
  };
}
