import { useEffect, useRef, useState } from "react";
import { useAddress } from "../app/address.ts";
import { useWorld } from "../app/world.ts";
import type { Picture, PictureEdge, PictureNode } from "../picture/picture.ts";
import { arrangementOf, searchOf } from "./arrangement.ts";
import { GraphView } from "./graph-view.ts";
import { useExpand } from "./use-expand.ts";

interface GraphPanelProps {
  readonly picture: Picture;
  /** How many matches there are in truth. */
  readonly matches: number;
  readonly onTable: () => void;
  /** What is drawn now. */
  readonly onDrawn?: (picture: Picture) => void;
}

/** A picture in its place: pressed things open beside it, neighbours are added to it. */
export function GraphPanel({ picture, matches, onTable, onDrawn }: GraphPanelProps) {
  const host = useRef<HTMLDivElement>(null);
  const { theme } = useWorld();
  const { go, adjust, search } = useAddress();
  const expand = useExpand(search.asOf);
  const latest = useRef({ go, adjust, onTable, onDrawn, expand, search });
  latest.current = { go, adjust, onTable, onDrawn, expand, search };
  const [view, setView] = useState<GraphView | null>(null);
  useEffect(() => {
    const created: GraphView = new GraphView(theme, {
      onNode: (node) => openNode(node, latest.current),
      onEdge: (edge) => openEdge(edge, latest.current),
      onPath: (from, to) => goPath(from, to, latest.current),
      onExpand: (node) => void latest.current.expand(created, node),
      onClear: () => latest.current.adjust({ open: undefined }),
      onTable: () => latest.current.onTable(),
      onArranged: (arranged) => latest.current.adjust(searchOf(arranged)),
      onDrawn: (drawn) => latest.current.onDrawn?.(drawn),
    });
    host.current?.append(created.note, created.element);
    setView(created);
    return () => void created.destroy();
  }, [theme]);
  useEffect(() => {
    void view?.show(picture, matches, arrangementOf(latest.current.search));
  }, [view, picture, matches]);
  return <div className="graph-panel" ref={host} />;
}

type Ways = Pick<ReturnType<typeof useAddress>, "go" | "adjust">;

/** An entity opens beside the picture; what stands for many is listed. */
function openNode({ entity, query }: PictureNode, { go, adjust }: Ways): void {
  if (entity !== null) adjust({ open: entity.entity._key });
  else if (query !== null) go("/query", { q: query });
}

/** Of a relationship, the entity that it leads to opens: its evidence stands there. */
function openEdge({ edge }: PictureEdge, { adjust }: Ways): void {
  if (edge !== null) adjust({ open: edge.relationship._toEntityKey });
}

/** The shortest ways between two entities are a picture of their own. */
function goPath(from: PictureNode, to: PictureNode, { go }: Ways): void {
  const [start, end] = [from.entity?.entity._key, to.entity?.entity._key];
  if (start !== undefined && end !== undefined) go("/graph", { from: start, to: end });
}
