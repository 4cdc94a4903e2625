/** How often a property has a value of each kind, among some entities of its type. */
export interface PropertyKinds {
  readonly string?: number;
  readonly number?: number;
  readonly boolean?: number;
  readonly null?: number;
  readonly list?: number;
}

/** One type of entity that exists. */
export interface EntityShape {
  readonly type: string;
  readonly classes: readonly string[];
  readonly count: number;
  /** The properties that some entities of this type have, by name: for advice, never proof that others have none. */
  readonly properties: Readonly<Record<string, PropertyKinds>>;
}

/** One type of relationship that exists between two types of entity. */
export interface RelationshipShape {
  readonly type: string;
  /** The verb in capitals, such as `HAS`. */
  readonly verb: string;
  readonly fromType: string;
  readonly toType: string;
  readonly count: number;
}

/** What a graph holds: which types, classes, relationships and properties exist, with their counts. */
export interface Catalogue {
  /** Whether rules have given entities tags. */
  readonly isTagged?: boolean;
  readonly entities: readonly EntityShape[];
  readonly relationships: readonly RelationshipShape[];
}
