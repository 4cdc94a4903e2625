import { Link } from "@tanstack/react-router";
import type { Search } from "../app/address.ts";
import { Icon } from "../part/icon.tsx";
import type { IconName } from "../part/icons.ts";

interface TileLinkProps {
  readonly label: string;
  readonly icon: IconName;
  readonly path: string;
  readonly search: Search;
  /** `undefined` while it is not known. */
  readonly count: number | undefined;
  /** There are more than were counted. */
  readonly isLeast?: boolean;
  /** A number that should be nought. */
  readonly isBad: boolean;
  readonly title?: string;
}

/** A number under its name, as a link to what it counts. */
export function TileLink(props: TileLinkProps) {
  const { label, icon, path, search, count, isLeast = false, isBad, title } = props;
  const tone = isBad && count !== undefined ? (count > 0 ? "bad" : "good") : "plain";
  return (
    <li>
      <Link to={path} search={search} className="tile" data-tone={tone} title={title}>
        <Icon name={icon} size={20} />
        <span className="tile-label">{label}</span>
        <span className="tile-number">
          {count === undefined ? "…" : count.toLocaleString("en")}
          {isLeast && "+"}
        </span>
      </Link>
    </li>
  );
}
