import type { Catalogue } from "../j1ql/catalogue.ts";
import type { GraphShape } from "./service.ts";

/** What the graph holds, without the properties. */
export function shapeOf(catalogue: Catalogue): GraphShape {
  return {
    entities: catalogue.entities.map(({ type, classes, count }) => ({ type, classes, count })),
    relationships: catalogue.relationships.map(({ type, verb, fromType, toType, count }) => ({
      type,
      verb,
      fromType,
      toType,
      count,
    })),
  };
}
