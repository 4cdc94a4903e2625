import type { Properties } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { RelationshipType } from "./kind.ts";

/** The two ends of an edge, by `_key`, and what it carries. */
export interface EdgeEnds {
  readonly from: string;
  readonly to: string;
  readonly properties?: Properties;
}

const nothing: Properties = {};

/** An edge of the given kind. */
export function edge(
  kind: RelationshipType,
  { from, to, properties = nothing }: EdgeEnds,
): Relationship {
  return { type: kind.type, verb: kind.verb, from, to, properties };
}
