import type { Search } from "../app/address.ts";
import { collapsed } from "../picture/collapsed.ts";
import type { Picture, PictureNode } from "../picture/picture.ts";

/** What a reader made of a picture: the same in the address of a colleague makes the same of it. */
export interface Arrangement {
  /** Placed by forces or in columns; as fits the picture when it is not said. */
  readonly byForce: boolean | undefined;
  /** Ids of nodes. */
  readonly hiddenNodes: readonly string[];
  readonly hiddenTypes: readonly string[];
  /** Nodes of a type in a column that are drawn as one, in the order in which they were collapsed. */
  readonly collapsed: readonly string[];
  /** The `_key` of the entity that is open. */
  readonly selected: string | undefined;
}

/** The part of an address that says it. */
export type ArrangedSearch = Pick<Search, "layout" | "hidden" | "hiddenTypes" | "collapsed">;

/** An arrangement as an address says it. */
export function arrangementOf(search: Search): Arrangement {
  const { layout, open } = search;
  return {
    byForce: layout === undefined ? undefined : layout === "force",
    hiddenNodes: listIn(search.hidden),
    hiddenTypes: listIn(search.hiddenTypes),
    collapsed: listIn(search.collapsed),
    selected: open,
  };
}

/** The other way round. */
export function searchOf(arrangement: Omit<Arrangement, "selected">): ArrangedSearch {
  const { byForce, hiddenNodes, hiddenTypes, collapsed: groups } = arrangement;
  return {
    layout: byForce === undefined ? undefined : byForce ? "force" : "columns",
    hidden: listed(hiddenNodes),
    hiddenTypes: listed(hiddenTypes),
    collapsed: listed(groups),
  };
}

function listIn(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(",").filter(Boolean);
}

function listed(items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : items.join(",");
}

/** What names the nodes that are collapsed together with this one. */
export function groupOf({ layer, type }: PictureNode): string {
  return `${layer}:${type}`;
}

/** A picture collapsed again as it was, and the pictures before each time. */
export function collapsedAgain(
  picture: Picture,
  groups: readonly string[],
): { readonly picture: Picture; readonly before: readonly Picture[] } {
  let latest = picture;
  const before: Picture[] = [];
  for (const group of groups) {
    const like = latest.nodes.find((node) => node.entity !== null && groupOf(node) === group);
    if (like === undefined) continue;
    before.push(latest);
    latest = collapsed(latest, like);
  }
  return { picture: latest, before };
}
