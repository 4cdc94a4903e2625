/** Something to say about a query's text, at an exact place. */
export interface Problem {
  /** A stable code, such as `unexpected_token`. */
  readonly code: string;
  /** What was found and what to write instead. */
  readonly message: string;
  /** First character concerned, counted in UTF-16 units from 0. */
  readonly from: number;
  /** The character after the last one concerned. */
  readonly to: number;
}
