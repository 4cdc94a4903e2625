import { setTimeout as realWait } from "node:timers/promises";
import type { Clock } from "../src/base/clock.ts";

/** How long nobody may have begun to wait before time moves on: calls under way must come back first. */
const quietMs = 40;

interface Sleeper {
  readonly dueOn: number;
  readonly wake: () => void;
}

/**
 * A clock on which only waiting takes time: it tells how long a run lasts under rate limits, were the network and the
 * machine infinitely fast. Those who wait at the same time wait together.
 */
export function simulatedClock(startedOn: number): Clock & { readonly waited: () => number } {
  const sleepers = new Set<Sleeper>();
  let now = startedOn;
  let turns = 0;
  let pumping = false;

  async function pump(): Promise<void> {
    if (pumping) return;
    pumping = true;
    while (sleepers.size > 0) {
      const before = turns;
      await realWait(quietMs);
      if (turns !== before) continue;
      now = Math.max(now, Math.min(...[...sleepers].map(({ dueOn }) => dueOn)));
      for (const sleeper of sleepers) {
        if (sleeper.dueOn > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    }
    pumping = false;
  }

  return {
    now: () => now,
    waited: () => now - startedOn,
    sleep(ms, signal) {
      signal?.throwIfAborted();
      turns += 1;
      return new Promise((resolve) => {
        sleepers.add({ dueOn: now + ms, wake: resolve });
        void pump();
      });
    },
  };
}
