import type { Picture, PictureEdge, PictureNode } from "./picture.ts";
import { shortType } from "./short-type.ts";

/** The same picture with one node for each step and type, for results too large to be read one by one. */
export function summarise(picture: Picture): Picture {
  const groupOf = new Map(picture.nodes.map((node) => [node.id, `${node.layer}:${node.type}`]));
  const groups = Map.groupBy(picture.nodes, ({ layer, type }) => `${layer}:${type}`);
  const bundles = Map.groupBy(picture.edges, ({ from, verb, to }) => {
    return JSON.stringify([groupOf.get(from), verb, groupOf.get(to)]);
  });
  const nodes = [...groups].map(([id, members]) => groupNode(id, members));
  const edges = [...bundles].flatMap(([id, members]) => groupEdge({ id, members, groupOf }));
  return { kind: "summary", nodes, edges };
}

function groupNode(id: string, members: readonly PictureNode[]): PictureNode {
  const [first] = members;
  const type = first?.type ?? "entity";
  const count = members.reduce((sum, member) => sum + (member.count ?? 1), 0);
  return {
    id,
    label: `${shortType(type)}\n${count.toLocaleString("en")}`,
    type,
    classes: first?.classes ?? [],
    layer: first?.layer ?? 0,
    count,
    alert: false,
    entity: null,
    query: null,
  };
}

interface Bundle {
  readonly id: string;
  readonly members: readonly PictureEdge[];
  readonly groupOf: ReadonlyMap<string, string>;
}

function groupEdge({ id, members, groupOf }: Bundle): readonly PictureEdge[] {
  const [first] = members;
  const from = groupOf.get(first?.from ?? "");
  const to = groupOf.get(first?.to ?? "");
  if (first === undefined || from === undefined || to === undefined) return [];
  return [{ id, from, to, verb: first.verb, count: members.length, edge: null }];
}
