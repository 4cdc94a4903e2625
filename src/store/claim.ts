import { Failure } from "../base/failure.ts";
import type { Session } from "./session.ts";

/** The right to run an instance: nobody else has it meanwhile, in this process or another. */
export interface Claim {
  /**
   * Makes sure, as the last thing in a transaction, that it is still ours, and stays so until the transaction ends. Throws
   * `run_taken_over` when it is not: what was written must not be.
   */
  hold(session: Session): Promise<void>;
  /** Gives it back. */
  release(): Promise<void>;
}

/** That an instance is being run already. */
export function runInProgress(): Failure {
  const message =
    "Cannot start a run: another one of the same tenant is under way. Wait until it ends.";
  return new Failure(message, { code: "run_in_progress", retryable: true });
}
