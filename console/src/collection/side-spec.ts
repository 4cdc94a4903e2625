/**
 * A column that is looked up for the rows in sight. Its query gets the keys of those rows and returns `k` (the row's key)
 * with `n` (a number), or with `name` and `other` (the name and key of something related).
 */
export interface SideSpec {
  readonly id: string;
  readonly header: string;
  readonly width: number;
  readonly grow?: number;
  readonly shows: "number" | "names";
  readonly query: (keys: string) => string;
  /** The query behind a number: what is counted, listed. */
  readonly listing?: (key: string) => string;
}
