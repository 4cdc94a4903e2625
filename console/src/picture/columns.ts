import type { Picture } from "./picture.ts";
import { rank } from "./rank.ts";

/** The nodes of a picture in columns, from left to right, with what links them. */
export interface Columns {
  /** Ids in each column. An edge that skips columns has a way point in each. */
  readonly columns: readonly (readonly string[])[];
  /** What each id is linked to in other columns. */
  readonly linked: ReadonlyMap<string, readonly string[]>;
  /** By edge: its way points, from its `from` end to its `to` end. */
  readonly routes: ReadonlyMap<string, readonly string[]>;
}

/** The nodes by layer, without empty columns; with way points where long edges should have a lane of their own. */
export function columnsOf(picture: Picture, withRoutes: boolean): Columns {
  const layerOf = layersOf(picture);
  const layers = [...new Set(layerOf.values())].toSorted((a, b) => a - b);
  const columnOf = new Map([...layerOf].map(([id, layer]) => [id, layers.indexOf(layer)]));
  const columns: string[][] = layers.map((layer) => {
    return [...layerOf].flatMap(([id, own]) => (own === layer ? [id] : []));
  });
  const linked = new Map<string, string[]>();
  const routes = new Map<string, readonly string[]>();
  for (const { id, from, to } of picture.edges) {
    const passed = between(columnOf.get(from) ?? 0, columnOf.get(to) ?? 0);
    if (passed === undefined) continue;
    const points = withRoutes ? passed.map((column) => ({ id: `${id}@${column}`, column })) : [];
    const route = points.map((point) => point.id);
    for (const point of points) columns[point.column]?.push(point.id);
    if (route.length > 0) routes.set(id, route);
    link(linked, [from, ...route, to]);
  }
  return { columns, linked, routes };
}

/** Nodes that are all of one step (who manages whom, asked without a direction) stand along their edges. */
function layersOf({ nodes, edges }: Picture): ReadonlyMap<string, number> {
  const layers = new Map(nodes.map(({ id, layer }) => [id, layer]));
  const arrows = edges.filter(({ from, to }) => from !== to);
  const isOneStep = new Set(layers.values()).size === 1 && arrows.length > 0;
  return isOneStep ? rank([...layers.keys()], arrows) : layers;
}

/** The columns passed on the way from one to another; none at all within one column. */
function between(start: number, end: number): readonly number[] | undefined {
  if (start === end) return undefined;
  const step = Math.sign(end - start);
  return Array.from(
    { length: Math.abs(end - start) - 1 },
    (_, index) => start + step * (index + 1),
  );
}

function link(linked: Map<string, string[]>, chain: readonly string[]): void {
  for (const [index, id] of chain.entries()) {
    const next = chain[index + 1];
    if (next === undefined) continue;
    linked.set(id, [...(linked.get(id) ?? []), next]);
    linked.set(next, [...(linked.get(next) ?? []), id]);
  }
}
