import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";

/** What one record says, as a piece of the graph. */
export interface Converted {
  readonly entities: readonly Entity[];
  readonly relationships: readonly Relationship[];
}
