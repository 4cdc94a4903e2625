import type { DeskParts } from "../desk-parts.ts";
import type { OneAtATime } from "./one-at-a-time.ts";

/** What the doorkeeper remembers while the program runs. */
export interface DoorState {
  readonly parts: DeskParts;
  readonly localToken: string;
  /** Checks of passwords, which take memory. */
  readonly checks: OneAtATime;
  /** The hash of the set-up link's token; `null` when there is none. */
  setUpHash: string | null;
}
