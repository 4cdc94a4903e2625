/** What a failure of the world carries besides its message. */
export interface FailureFacts {
  /** A code of the error catalogue, such as `permission_missing`. */
  readonly code: string;
  /** Whether the same call may succeed later without anyone changing anything. */
  readonly retryable: boolean;
  readonly cause?: unknown;
}

/**
 * The world failed: network, permission, disk, provider. Its message says what was attempted, what was found
 * and what to do. Never carries a secret.
 */
export class Failure extends Error {
  override readonly name: string = "Failure";
  readonly code: string;
  readonly retryable: boolean;

  constructor(message: string, facts: FailureFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = facts.code;
    this.retryable = facts.retryable;
  }
}
