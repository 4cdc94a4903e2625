import { counted } from "../part/format.ts";
import type { Picture, PictureNode } from "../picture/picture.ts";
import { shortType } from "../picture/short-type.ts";

/** A node as it is told to those who cannot see it. */
export function spokenNode({ nodes, edges }: Picture, node: PictureNode): string {
  const degree = edges.filter(({ from, to }) => from === node.id || to === node.id).length;
  const place = `${nodes.indexOf(node) + 1} of ${nodes.length}`;
  const links = counted(degree, "relationship", "relationships");
  return `${node.label.replace("\n", ", ")}, ${shortType(node.type)}, ${links}. ${place}.`;
}
