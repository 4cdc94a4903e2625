import { mergeFindings } from "../../src/convert/finding-merge.ts";
import { relationshipTypes } from "../../src/convert/types.ts";
import type { Entity } from "../../src/graph/entity.ts";
import { type Relationship, relationshipKey } from "../../src/graph/relationship.ts";
import type { StepContext } from "../../src/sync/step.ts";

type Staging = StepContext["staging"];

const merged = relationshipTypes.machineIdentifiedVulnerability.type;

/** What the steps have found so far, in memory: it takes the place of a staging area in a database. */
export class Gathered implements Staging {
  readonly #entities = new Map<string, Map<string, Entity>>();
  readonly #relationships = new Map<string, Map<string, Relationship>>();

  /** Adds entities; the same one again is one. */
  addEntities(entities: readonly Entity[]): Promise<void> {
    for (const entity of entities) {
      const known = ofType(this.#entities, entity.type);
      if (!known.has(entity.key)) known.set(entity.key, entity);
    }
    return Promise.resolve();
  }

  /** Adds relationships; those that come again are joined where their type says how. */
  addRelationships(relationships: readonly Relationship[]): Promise<void> {
    for (const relationship of relationships) {
      const known = ofType(this.#relationships, relationship.type);
      const key = relationshipKey(relationship);
      const before = known.get(key);
      if (before === undefined) known.set(key, relationship);
      else if (relationship.type === merged)
        known.set(key, {
          ...before,
          properties: mergeFindings(before.properties, relationship.properties),
        });
    }
    return Promise.resolve();
  }

  /** Forgets these types: their collection is read again from its start. */
  discard(types: readonly string[]): Promise<void> {
    for (const type of types) {
      this.#entities.delete(type);
      this.#relationships.delete(type);
    }
    return Promise.resolve();
  }

  entities(types: readonly string[]): readonly Entity[] {
    return types.flatMap((type) => [...(this.#entities.get(type)?.values() ?? [])]);
  }

  relationships(types: readonly string[]): readonly Relationship[] {
    return types.flatMap((type) => [...(this.#relationships.get(type)?.values() ?? [])]);
  }

  /** There is nothing from before to keep: that is JupiterOne's part. */
  keepTypes(): Promise<void> {
    return Promise.resolve();
  }

  keepFrom(): Promise<void> {
    return Promise.resolve();
  }

  addEdges(): Promise<void> {
    return Promise.reject(new TypeError("Findings are converted in this thread"));
  }

  edgeNumbering(): never {
    throw new TypeError("Findings are converted in this thread");
  }
}

function ofType<Item>(all: Map<string, Map<string, Item>>, type: string): Map<string, Item> {
  const known = all.get(type) ?? new Map<string, Item>();
  all.set(type, known);
  return known;
}
