import type { Picture, PictureNode } from "./picture.ts";

/** How much of a picture can be read. */
export interface Readable {
  readonly nodes: number;
  /** Nodes of one step; of the last twice as many, as it can be folded without an edge crossing it. */
  readonly abreast: number;
}

/** The start entities that fit, one after another with all that their steps reach; the first one in any case. */
export function firstMatches(picture: Picture, most: Readable): Picture {
  const onwards = stepsOnwards(picture);
  const layers = new Map(picture.nodes.map(({ id, layer }) => [id, layer]));
  const last = Math.max(...layers.values());
  const kept = new Set<string>();
  for (const start of picture.nodes.filter(({ layer }) => layer === 0)) {
    const reached = reach(start.id, onwards, kept);
    const all = [...kept, ...reached];
    if (kept.size > 0 && (all.length > most.nodes || isTooLong(all))) break;
    for (const id of reached) kept.add(id);
  }
  return {
    kind: picture.kind,
    nodes: picture.nodes.filter(({ id }) => kept.has(id)),
    edges: picture.edges.filter(({ from, to }) => kept.has(from) && kept.has(to)),
  };

  function isTooLong(ids: readonly string[]): boolean {
    const steps = Map.groupBy(ids, (id) => layers.get(id) ?? 0);
    return [...steps].some(([layer, { length }]) => {
      return length > (layer === last ? 2 * most.abreast : most.abreast);
    });
  }
}

/** From each node, the linked nodes of later steps. */
function stepsOnwards({ nodes, edges }: Picture): ReadonlyMap<string, readonly string[]> {
  const layers = new Map(nodes.map(({ id, layer }: PictureNode) => [id, layer]));
  const onwards = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of edges) {
    const [near, far] = (layers.get(from) ?? 0) <= (layers.get(to) ?? 0) ? [from, to] : [to, from];
    onwards.get(near)?.push(far);
  }
  return onwards;
}

function reach(
  start: string,
  onwards: ReadonlyMap<string, readonly string[]>,
  kept: ReadonlySet<string>,
): readonly string[] {
  const found = new Set<string>();
  const queue = [start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id) || kept.has(id)) continue;
    found.add(id);
    queue.push(...(onwards.get(id) ?? []));
  }
  return [...found];
}
