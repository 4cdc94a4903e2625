/** Failures that happen instead of an answer, or to one. */
export const faultKinds = [
  /** 500 with an empty message. */
  "http500",
  /** 503 without `Retry-After`. */
  "http503",
  /** 429 with `Retry-After: retryAfterSeconds` (without the header where none is given). */
  "http429",
  /** 401 as for a garbled token, `CompactToken parsing failed` on Graph. */
  "http401",
  /** 403 although the role is granted, as for a group that hides its members. */
  "http403",
  /** 404 as for an unknown object, although it exists. */
  "notFound",
  /** The connection is reset before the answer. */
  "reset",
  /** The connection ends after half of the body. */
  "truncated",
  /** The body arrives in pieces, `ms` apart (200 when not given). */
  "slow",
  /** The answer comes `ms` later (1,000 when not given). */
  "latency",
  /** 200 with a cut-off JSON text that ends cleanly. */
  "cut",
  /** 200 with a web page instead of JSON. */
  "garbage",
  /** 200 with `value: []`. */
  "emptyAnswer",
  /** 200 with about two records of three: always the same ones, by the last character of their id. */
  "thinned",
  /** 400 `Directory_ExpiredPageToken` for requests that carry a page token. */
  "expiredPageToken",
  /** `/api/machines` answers from a list that lacks its first tenth: rows move under a walk. */
  "shrink",
  /** `role` is no longer granted. */
  "revokeRole",
  /** `role` is granted in addition. */
  "grantRole",
  /** The tenant was never onboarded: Defender answers 403 `Account mode is inactive`. */
  "inactiveAccount",
  /** The export names no files. */
  "exportEmpty",
  /** A file's address is no longer valid. */
  "expiredSas",
  /** A file's gzip stream is damaged in the middle. */
  "brokenGzip",
  /** A file has no bytes. */
  "emptyFile",
  /** A file is not there. */
  "missingPart",
] as const;

/** One kind of failure. */
export type FaultKind = (typeof faultKinds)[number];

/** A failure to be played. */
export interface Fault {
  readonly kind: FaultKind;
  /** Endpoint names with `*` for any text, such as `defender.*`; all endpoints when not given. */
  readonly endpoint?: string;
  /** A text that the request's address (path and query) contains. */
  readonly address?: string;
  /** The share of matching calls that fail, 0 to 1. 1 when not given. */
  readonly probability?: number;
  /** Matching calls that pass before it starts. */
  readonly after?: number;
  /** How often it happens at most. No end when not given. */
  readonly times?: number;
  /** For `revokeRole` and `grantRole`: such as `Machine.Read.All`. */
  readonly role?: string;
  /** For `slow` and `latency`. */
  readonly ms?: number;
  /** For `http429`. */
  readonly retryAfterSeconds?: number;
}

/** What is to fail. Replaces what was set before; `{}` heals everything. */
export interface Faults {
  /** Decides which calls fail where a probability is given. */
  readonly seed?: number;
  readonly faults?: readonly Fault[];
}
