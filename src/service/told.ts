/** How far long work has come: so many of something. */
export interface Told {
  /** Such as `changes`. */
  readonly what: string;
  readonly count: number;
}
