import { pictureOfTree, type Tree } from "../picture/picture-of-tree.ts";
import type { Picture } from "../picture/picture.ts";

/** The ways between two entities, each step of them a column. */
export function pictureOfPath(tree: Tree, from: string): Picture {
  const picture = pictureOfTree(tree);
  const start = tree.vertices.find(({ entity }) => entity._key === from)?.id;
  if (start === undefined) return picture;
  const steps = new Map([[start, 0]]);
  for (const [id, step] of steps) {
    for (const { from: one, to: other } of picture.edges) {
      const next = one === id ? other : other === id ? one : undefined;
      // A map that grows while it is walked is walked to its new end: nearest first.
      if (next !== undefined && !steps.has(next)) steps.set(next, step + 1);
    }
  }
  const nodes = picture.nodes.map((node) => ({ ...node, layer: steps.get(node.id) ?? node.layer }));
  return { ...picture, nodes };
}
