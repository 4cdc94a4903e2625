import type { EpochMs } from "../../base/clock.ts";
import type { Caller } from "../caller.ts";

/** From where somebody comes. */
export interface Visit {
  readonly address: string;
  /** The browser or program, as it calls itself. */
  readonly agent: string;
  /** The session that they have already: it ends when a new one begins. */
  readonly session: string | null;
}

/** What somebody types to log in. */
export interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** A session that has begun. */
export interface Opened {
  /** What the browser keeps. */
  readonly token: string;
  readonly caller: Caller;
  readonly endsOn: EpochMs;
}

/** How a log-in went. */
export type LogIn =
  | ({ readonly ok: true } & Opened)
  | { readonly ok: false; readonly reason: "wrong" }
  | { readonly ok: false; readonly reason: "blocked"; readonly waitMs: number };
