import { Link } from "@tanstack/react-router";
import { SmallButton } from "../part/small-button.tsx";
import { TileContent } from "./tile-content.tsx";
import type { Tile } from "./use-boards.ts";

interface BoardTileProps {
  readonly tile: Tile;
  /** Where it stands, while the board is edited. */
  readonly place: { readonly index: number; readonly of: number } | null;
  readonly onMove: (by: -1 | 1) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** A tile: its name leads to the query behind it. */
export function BoardTile({ tile, place, onMove, onEdit, onRemove }: BoardTileProps) {
  const { title, kind, query } = tile;
  return (
    <li className="card chart-card board-tile" data-kind={kind}>
      <div className="board-tile-head">
        <h2>
          <Link to="/query" search={{ q: query }} className="plain-link" title={query}>
            {title}
          </Link>
        </h2>
        {place !== null && (
          <>
            <SmallButton
              label={`Move to the front: ${title}`}
              icon="right"
              isMirrored
              disabled={place.index === 0}
              onPress={() => onMove(-1)}
            />
            <SmallButton
              label={`Move to the back: ${title}`}
              icon="right"
              disabled={place.index === place.of - 1}
              onPress={() => onMove(1)}
            />
            <SmallButton label={`Change: ${title}`} icon="gear" onPress={onEdit} />
            <SmallButton label={`Remove: ${title}`} icon="close" onPress={onRemove} />
          </>
        )}
      </div>
      <TileContent tile={tile} />
    </li>
  );
}
