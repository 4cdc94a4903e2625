import { useCount } from "../chart/use-count.ts";
import { TileLink } from "./tile-link.tsx";
import type { TileSpec } from "./tiles.ts";

/** A number with its name, and the way to what it counts. */
export function Tile({ tile }: { readonly tile: TileSpec }) {
  const { label, icon, query, path, search, isBad = false } = tile;
  const count = useCount(query);
  return <TileLink {...{ label, icon, path, search, count, isBad }} title={query} />;
}
