import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isServing } from "./serving.ts";

const muchMemory = 750_000_000;

/** From here on it is given back at once, which nobody should have to wait for who is served. */
const tooMuch = isServing ? muchMemory * 2 : muchMemory;

// Where memory is short, room for the young grows no more beyond this; otherwise it would to 134 MB.
const roomForYoung = 30_000_000;

// Its share that is too much for the heap alone.
const shareOfHeap = 0.2;

// What the process grows to, from where it was smallest, before what was freed is given back once more.
const growth = 1.06;

setFlagsFromString("--expose-gc");
// Of threads that are still to start: they would begin with 1 MB, and collect garbage ten times as often, where it may not grow.
setFlagsFromString("--min-semi-space-size=8");
// In percent of what may still come before garbage must be collected: otherwise collecting starts when no more than the
// young would fit, which is at once where the heap grows little.
setFlagsFromString("--incremental-marking-soft-trigger=70");
setFlagsFromString("--incremental-marking-hard-trigger=85");
let isSparing = false;
const collector: unknown = runInNewContext("gc");

/** Collecting everything takes a quarter of a second, in which nobody is served: only where there is much to give back. */
export function giveBack(): void {
  const { rss, heapTotal } = process.memoryUsage();
  const isMuch = rss >= tooMuch || heapTotal >= tooMuch * shareOfHeap;
  if (typeof collector !== "function" || !isMuch) return;
  collector({ type: "major", execution: "sync", flavor: "last-resort" });
}

function isYoungLarge(): boolean {
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space");
  return (young?.physical_space_size ?? 0) >= roomForYoung;
}

type Give = () => Promise<void>;

const givers = new Set<Give>();
let least = 0;

/** Has `give` give freed memory back whenever the process is large and has grown. Gives what ends that. */
export function whileLarge(give: Give): () => void {
  givers.add(give);
  return () => givers.delete(give);
}

function freeMemory(rss: number): void {
  least = Math.min(least, rss);
  if (rss < tooMuch || rss < least * growth) return;
  least = Number.POSITIVE_INFINITY;
  for (const give of givers) void give();
}

/** Memory is given back late while there is enough, which saves a tenth of the work, and early beyond that. */
function spareMemory(): void {
  const rss = process.memoryUsage.rss();
  freeMemory(rss);
  // What is given back is soon taken again, so it is no reason to become generous.
  const isMuch = rss >= (isSparing ? muchMemory * 0.75 : muchMemory);
  setFlagsFromString(`--heap-growing-percent=${isMuch ? 40 : 150}`);
  if (isMuch && !isSparing) giveBack();
  isSparing ||= isMuch;
  setFlagsFromString(`--semi-space-growth-factor=${isSparing && isYoungLarge() ? 1 : 2}`);
}

/** From now on, what JavaScript holds stays small where the process has become large. */
export function keepHeapSmall(): void {
  spareMemory();
  setInterval(spareMemory, 250).unref();
}
