import { counted } from "../part/format.ts";
import type { Picture } from "../picture/picture.ts";

/** A picture's size in words. */
export function extentOf({ kind, nodes, edges }: Picture): string {
  if (kind !== "entities") {
    return `${counted(nodes.length, "type", "types")}, ${counted(edges.length, "kind", "kinds")} of relationship`;
  }
  const things = counted(nodes.length, "entity", "entities");
  return `${things}, ${counted(edges.length, "relationship", "relationships")}`;
}
