import type { Page } from "playwright-core";

/** What a stretch of frames took, in milliseconds from one to the next; one at 60 a second takes 16.7. */
interface FrameTimes {
  readonly median: number;
  readonly p95: number;
  readonly longest: number;
}

const beginFrames = `
  window.frameTimes = [];
  let last = performance.now();
  const next = (now) => {
    window.frameTimes.push(now - last);
    last = now;
    window.frameRequest = requestAnimationFrame(next);
  };
  window.frameRequest = requestAnimationFrame(next);`;

/** After some further frames: what follows on a move has been drawn. */
const endFrames = `new Promise((done) => {
  const enough = window.frameTimes.length + 40;
  const look = () => {
    if (window.frameTimes.length < enough) return requestAnimationFrame(look);
    cancelAnimationFrame(window.frameRequest);
    done(window.frameTimes.slice(2));
  };
  look();
})`;

/** How even the frames are while something is done, from its beginning until it has come to rest. */
export async function framesWhile(page: Page, act: () => Promise<void>): Promise<FrameTimes> {
  await page.evaluate(beginFrames);
  await act();
  const times = (await page.evaluate<number[]>(endFrames)).toSorted((one, other) => one - other);
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? 0;
  return { median: at(0.5), p95: at(0.95), longest: at(1) };
}

/** What begins something in a page, and what is there once it has happened: both as JavaScript. */
interface Waited {
  readonly begin: string;
  readonly until: string;
}

/** The time from the beginning until it is there and the frame with it is painted, as the page itself sees it. */
export function timeUntil(page: Page, { begin, until }: Waited): Promise<number> {
  return page.evaluate<number>(`new Promise((done, fail) => {
    const began = performance.now();
    ${begin};
    const look = () => {
      if (${until}) requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
      else if (performance.now() - began > 30_000) fail(new Error("waited 30 s in vain for ${until.replaceAll('"', "'")}"));
      else requestAnimationFrame(look);
    };
    look();
  })`);
}

/** The time that a page took from its address until something is there, as the page itself sees it. */
export async function timeToOpen(page: Page, address: string, until: string): Promise<number> {
  await page.goto(address, { waitUntil: "commit" });
  await timeUntil(page, { begin: "", until });
  return page.evaluate<number>("performance.now()");
}

/** The middle one of some times. */
export function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}

/** Tells what the page's main thread has worked so far, in milliseconds: it does not grow with what else the machine does. */
export async function workOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1_000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
  };
}
