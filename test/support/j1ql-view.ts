import type { Graph } from "./j1ql-graph.ts";

/** A graph as a question sees it: what exists at a moment and, if it looks at that, what was deleted up to then. */
export function viewOf({ nodes, edges }: Graph, moment: number, withDeleted: boolean): Graph {
  const seen = <One extends Lived>(all: readonly One[]): readonly One[] =>
    all.flatMap((one) => lifeAt(one, moment, withDeleted));
  return { nodes: seen(nodes), edges: seen(edges) };
}

interface Lived {
  readonly beginOn: number;
  readonly endOn?: number;
  readonly deleted?: boolean;
}

function lifeAt<One extends Lived>(one: One, moment: number, withDeleted: boolean): readonly One[] {
  if (one.beginOn > moment) return [];
  if (one.endOn !== undefined && one.endOn <= moment)
    return withDeleted && one.deleted === true ? [one] : [];
  const { endOn: _, deleted: __, ...rest } = one;
  // What ends later does not know it yet.
  return [rest as One];
}
