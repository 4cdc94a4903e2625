/** What a failure of the world carries besides its message. */
export interface FailureFacts {
  /** A code of the error catalogue, such as `permission_missing`. */
  readonly code: string;
  /** Whether the same call may succeed later without anyone changing anything. */
  readonly retryable: boolean;
  readonly cause?: unknown;
  /** The call of a provider's API that failed. */
  readonly call?: FailedCall | undefined;
  /** What the answer's Retry-After says. */
  readonly retryAfter?: string | undefined;
}

/** A call of a provider's API that failed, to be quoted in a support case. Never its token. */
export interface FailedCall {
  /** Such as `GET /api/machines`. */
  readonly call: string;
  /** The HTTP status; `null` where there was no answer. */
  readonly status: number | null;
  /** The provider's name for the request; `null` where it gave none. */
  readonly requestId: string | null;
}

/**
 * The world failed: network, permission, disk, provider. Its message says what was attempted, what was found
 * and what to do. Never carries a secret.
 */
export class Failure extends Error {
  override readonly name: string = "Failure";
  readonly code: string;
  readonly retryable: boolean;
  readonly call: FailedCall | null;
  readonly retryAfter: string | null;

  constructor(message: string, facts: FailureFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = facts.code;
    this.retryable = facts.retryable;
    this.retryAfter = facts.retryAfter ?? null;
    this.call = facts.call ?? (facts.cause instanceof Failure ? facts.cause.call : null);
  }
}
