import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { Converted } from "./converted.ts";

/** What rows of (machine, something) are turned into: what they are about once, and an edge a row. */
export interface RowShape<Row> {
  /** `_key` of what the row is about; `null` for a row that says nothing. */
  key(row: Row): string | null;
  entity(key: string, row: Row): Entity;
  /** The edges of a row; `isNew` for the first row about its thing. */
  edges(key: string, row: Row, isNew: boolean): readonly Relationship[];
}

/** Turns the rows of one reading into the graph. It remembers what it already said, so make one per reading. */
export function rowConverter<Row extends { readonly machineId: string }>(
  shape: RowShape<Row>,
  holdsMachine: (id: string) => boolean,
): (rows: readonly Row[]) => Converted {
  const seen = new Set<string>();
  return (rows) => {
    const entities: Entity[] = [];
    const relationships: Relationship[] = [];
    for (const row of rows) {
      const key = holdsMachine(row.machineId) ? shape.key(row) : null;
      if (key === null) continue;
      const isNew = !seen.has(key);
      if (isNew) entities.push(shape.entity(key, row));
      seen.add(key);
      relationships.push(...shape.edges(key, row, isNew));
    }
    return { entities, relationships };
  };
}
