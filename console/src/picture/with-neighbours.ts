import type { ResultEdge } from "../../../src/j1ql/result.ts";
import { edgeOf, nodeOf, type Tree } from "./picture-of-tree.ts";
import type { Picture, PictureEdge, PictureNode } from "./picture.ts";
import { shortType } from "./short-type.ts";

/** More neighbours than this of one type over one verb become one node with their number. */
const mostOfAKind = 24;

/** What to add to a picture. */
export interface Neighbourhood {
  /** The entity whose neighbours these are. */
  readonly centre: PictureNode;
  readonly tree: Tree;
  /** The query for the neighbours of one kind. */
  readonly listing: (type: string, verb: string) => string;
}

/** The picture with a node's neighbours: right of it where it points to them, left of it where they point to it. */
export function withNeighbours(picture: Picture, neighbourhood: Neighbourhood): Picture {
  const { centre, tree } = neighbourhood;
  const held = new Map(picture.nodes.map((node) => [node.id, node]));
  const vertices = new Map(tree.vertices.map((vertex) => [vertex.id, vertex]));
  const nodes: PictureNode[] = [];
  const edges: PictureEdge[] = [];
  for (const group of groupsOf(neighbourhood, held).values()) {
    const layer = group.outward ? centre.layer + 1 : centre.layer - 1;
    if (group.links.length > mostOfAKind) {
      const bundle = bundleOf(group, layer, neighbourhood);
      nodes.push(bundle.node);
      edges.push(bundle.edge);
      continue;
    }
    for (const { id, link } of group.links) {
      const vertex = vertices.get(id);
      if (vertex !== undefined) nodes.push(nodeOf(vertex, layer));
      edges.push(edgeOf(link));
    }
  }
  const between = tree.edges.filter(
    ({ fromVertexId: from, toVertexId: to }) => held.has(from) && held.has(to),
  );
  return merge(picture, { nodes, edges: [...edges, ...between.map(edgeOf)] });
}

interface Group {
  readonly key: string;
  readonly type: string;
  readonly verb: string;
  readonly outward: boolean;
  readonly links: { readonly id: string; readonly link: ResultEdge }[];
}

/** The neighbours that the picture lacks, by type, verb and direction. */
function groupsOf(
  { centre, tree }: Neighbourhood,
  held: ReadonlyMap<string, PictureNode>,
): ReadonlyMap<string, Group> {
  const types = new Map(tree.vertices.map(({ id, entity }) => [id, entity._type[0] ?? "entity"]));
  const groups = new Map<string, Group>();
  for (const link of tree.edges) {
    const outward = link.fromVertexId === centre.id;
    const id = outward ? link.toVertexId : link.fromVertexId;
    if (held.has(id) || !(outward || link.toVertexId === centre.id)) continue;
    const type = types.get(id) ?? "entity";
    const verb = link.relationship._class;
    const key = `${type}|${verb}|${outward}`;
    const group = groups.get(key) ?? { key, type, verb, outward, links: [] };
    group.links.push({ id, link });
    groups.set(key, group);
  }
  return groups;
}

function bundleOf(
  group: Group,
  layer: number,
  { centre, tree, listing }: Neighbourhood,
): { readonly node: PictureNode; readonly edge: PictureEdge } {
  const { key, type, verb, outward, links } = group;
  const id = `${centre.id}|${key}`;
  const count = links.length;
  const classes = tree.vertices.find(({ entity }) => entity._type[0] === type)?.entity._class ?? [];
  const label = `${shortType(type)}\n${count.toLocaleString("en")}`;
  const query = listing(type, verb);
  const [from, to] = outward ? [centre.id, id] : [id, centre.id];
  return {
    node: { id, label, type, classes, layer, count, alert: false, entity: null, query },
    edge: { id: `${id}|edge`, from, to, verb, count, edge: null },
  };
}

function merge(picture: Picture, more: Pick<Picture, "nodes" | "edges">): Picture {
  const nodes = new Map([...picture.nodes, ...more.nodes].map((node) => [node.id, node]));
  const edges = new Map([...picture.edges, ...more.edges].map((edge) => [edge.id, edge]));
  return { kind: picture.kind, nodes: [...nodes.values()], edges: [...edges.values()] };
}
