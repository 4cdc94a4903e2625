import { relationshipType } from "../graph/relationship.ts";

/** A kind of thing in the graph. */
export interface EntityType {
  /** What people call it. */
  readonly resource: string;
  /** `_type` */
  readonly type: string;
  /** `_class` */
  readonly classes: readonly string[];
  /** The form of its `_key`. */
  readonly key: string;
  /** Where it comes from. */
  readonly source: string;
  /** Properties that may differ on every run: they refresh the current version without making a change. */
  readonly volatile: readonly string[];
  /** Properties that questions filter on most. */
  readonly indexed: readonly string[];
}

/** A kind of edge in the graph. */
export interface RelationshipType {
  /** `_type` */
  readonly type: string;
  /** `_class` */
  readonly verb: string;
  /** `_type` of the entity that it leaves. */
  readonly from: string;
  /** `_type` of the entity that it reaches. */
  readonly to: string;
  /** What it says. */
  readonly meaning: string;
  /** As for entities. */
  readonly volatile: readonly string[];
  /** As for entities. */
  readonly indexed: readonly string[];
}

interface EdgeFacts {
  readonly meaning: string;
  readonly volatile?: readonly string[];
  readonly indexed?: readonly string[];
}

/** A kind of edge from one kind of thing to another. */
export function relation(
  from: EntityType,
  verb: string,
  { to, ...facts }: EdgeFacts & { to: EntityType },
): RelationshipType {
  const type = relationshipType(from.type, verb, to.type);
  return { type, verb, from: from.type, to: to.type, volatile: [], indexed: [], ...facts };
}
