import type { CollectionColumn } from "./collection-column.ts";
import type { SideSpec } from "./side-spec.ts";

/** A filter that counts: pressed, only what fits it is listed. */
interface Pill {
  readonly id: string;
  readonly label: string;
  /** The condition in J1QL. */
  readonly condition: string;
}

/** A list of entities of one type: what it shows, by what it can be filtered, and what is looked up beside it. */
export interface CollectionSpec {
  readonly title: string;
  /** What `FIND` takes. */
  readonly type: string;
  readonly one: string;
  readonly many: string;
  /** Properties that the filter's text is looked for in. */
  readonly searched: readonly string[];
  readonly pills: readonly Pill[];
  readonly columns: readonly CollectionColumn[];
  readonly sides: readonly SideSpec[];
  /** After so many of the columns come those that are looked up; after all when absent. */
  readonly sidesAfter?: number;
  /** So many columns are shown until the reader chooses; all when absent. */
  readonly initially?: number;
  /** The order until the reader asks for another, as the address says it. */
  readonly sort: string;
}
