import type { Worker } from "../runs/worker.ts";
import type { Attendant } from "./attendant.ts";

/** A worker that also has rules evaluated for the runs that it carries out, and alerts delivered. */
export function attendingWorker(worker: Worker, attendant: Attendant): Worker {
  return {
    start() {
      worker.start();
      attendant.start();
    },
    async turn() {
      await worker.turn();
      await attendant.turn();
    },
    takeUp: () => worker.takeUp(),
    async idle() {
      await worker.idle();
      await attendant.turn();
    },
    async stop() {
      await worker.stop();
      await attendant.stop();
    },
  };
}
