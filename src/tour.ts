import type { Clock } from "./base/clock.ts";
import type { TourStop } from "./cli/world.ts";

/** Follows one machine. */
export async function* tour(_clock: Clock): AsyncGenerator<TourStop> {}
