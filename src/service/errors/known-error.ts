/** One code of the error catalogue. */
export interface KnownError {
  /** The HTTP status with which it is answered. */
  readonly status: number;
  /** What happened. */
  readonly means: string;
  /** What to do about it. */
  readonly todo: string;
}
