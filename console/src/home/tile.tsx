import { Link } from "@tanstack/react-router";
import { useCount } from "../chart/use-count.ts";
import { Icon } from "../part/icon.tsx";
import type { TileSpec } from "./tiles.ts";

/** A number with its name, and the way to what it counts. */
export function Tile({ tile }: { readonly tile: TileSpec }) {
  const { label, icon, query, path, search, isBad = false } = tile;
  const count = useCount(query);
  const tone = isBad && count !== undefined ? (count > 0 ? "bad" : "good") : "plain";
  return (
    <li>
      <Link to={path} search={search} className="tile" data-tone={tone} title={query}>
        <Icon name={icon} size={20} />
        <span className="tile-label">{label}</span>
        <span className="tile-number">
          {count === undefined ? "…" : count.toLocaleString("en")}
        </span>
      </Link>
    </li>
  );
}
