import type { Catalogue } from "../j1ql/catalogue.ts";
import type { GraphShape } from "./service.ts";

/** What the graph holds. It is a catalogue, too, so that whoever has it can check and complete queries. */
export function shapeOf({ entities, relationships }: Catalogue): GraphShape {
  return { entities, relationships };
}
