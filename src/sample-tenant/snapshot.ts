import type { EpochMs } from "../base/clock.ts";
import type { World } from "./world/world.ts";

/** Minutes that a snapshot takes: its time is a little later than the state that it shows. */
const generationMs = 7 * 60_000;

/** When the export of a day was generated. */
export function generatedOn(world: World): EpochMs {
  return world.now + generationMs;
}

/** The folder of a snapshot, such as `2026-11-02/0600/`. */
export function snapshotPath(world: World): string {
  const text = new Date(world.now).toISOString();
  return `${text.slice(0, 10)}/${text.slice(11, 16).replace(":", "")}/`;
}
