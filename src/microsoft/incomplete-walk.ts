import { Failure } from "../base/failure.ts";

/** Why a walk is not complete. */
export type IncompleteReason =
  | "rejected_records"
  | "fewer_than_announced"
  | "repeated_page"
  | "page_loop"
  | "empty_page"
  | "empty_pages"
  | "shrunk"
  | "implausible_link"
  | "not_found"
  | "interrupted"
  | "suspiciously_empty"
  | "no_delta_link";

/** What is known of a walk that is not complete. */
export interface IncompleteFacts {
  readonly reason: IncompleteReason;
  readonly received: number;
  readonly expected: number | null;
  readonly rejected: number;
  readonly cause?: unknown;
}

/** A collection was not read to its proven end. What was handed on is good, but nothing may be deleted by it. */
export class IncompleteWalk extends Failure {
  override readonly name = "IncompleteWalk";
  readonly collection: string;
  readonly reason: IncompleteReason;
  readonly received: number;
  readonly expected: number | null;
  readonly rejected: number;

  constructor(collection: string, facts: IncompleteFacts) {
    super(`Cannot read all of ${collection}: ${wordsOf(facts)}`, {
      code: "incomplete_walk",
      retryable: facts.cause instanceof Failure ? facts.cause.retryable : true,
      cause: facts.cause,
    });
    this.collection = collection;
    this.reason = facts.reason;
    this.received = facts.received;
    this.expected = facts.expected;
    this.rejected = facts.rejected;
  }
}

/** Something about the pages themselves shows that a walk cannot be complete. Thrown by listings to `readAll`. */
export class BrokenWalk extends Failure {
  override readonly name = "BrokenWalk";
  readonly reason: IncompleteReason;

  constructor(reason: IncompleteReason, message: string) {
    super(message, { code: "broken_walk", retryable: true });
    this.reason = reason;
  }
}

const specifics: Partial<Record<IncompleteReason, (facts: IncompleteFacts) => string>> = {
  rejected_records: ({ rejected }) => `${rejected} records could not be understood`,
  fewer_than_announced: ({ expected }) => `the provider announced ${expected ?? "more"}`,
};

function wordsOf(facts: IncompleteFacts): string {
  const cause = facts.cause instanceof Error ? facts.cause.message : undefined;
  // The cause may begin as this sentence does.
  const found = cause?.replace(/^Cannot read [\w ]+: /, "") ?? specifics[facts.reason]?.(facts);
  return `${(found ?? facts.reason).replace(/\.$/, "")}. ${facts.received} were read.`;
}
