import { useState } from "react";
import type { DashboardView } from "../../../src/service/dashboards/dashboard-view.ts";
import { useAsk } from "../api/use-ask.ts";
import { useAddress } from "../app/address.ts";
import { RoleButton } from "../app/role-button.tsx";
import { useRefusal } from "../app/session.ts";
import { Asked } from "../part/asked.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { MessageCard } from "../part/message-card.tsx";
import { BoardEditing } from "./board-editing.tsx";
import { BoardTile } from "./board-tile.tsx";
import { TileForm } from "./tile-form.tsx";
import { type Tile, useSaveBoard } from "./use-boards.ts";

/** A board that someone made. */
export function OwnBoard({ id }: { readonly id: string }) {
  const asked = useAsk<DashboardView>(`dashboards/${encodeURIComponent(id)}`);
  return (
    <Asked asked={asked} isPage>
      {(board) => <Shown board={board} />}
    </Asked>
  );
}

/** The tile that is being written: one of the board by its place, or a new one behind the last. */
type Written = number | null;

function Shown({ board }: { readonly board: DashboardView }) {
  const { search, adjust } = useAddress();
  const mayEdit = useRefusal("editor") === undefined;
  const isEditing = search.edit === "board" && mayEdit;
  const [written, setWritten] = useState<Written>(null);
  const save = useSaveBoard();
  const { tiles } = board;
  const saveTiles = (next: readonly Tile[]): void => save.mutate({ ...board, tiles: [...next] });
  return (
    <>
      <div className="page-head">
        <h1>{board.title}</h1>
        <div className="page-actions">
          <RoleButton
            least="editor"
            size="xs"
            variant="default"
            onClick={() => adjust({ edit: isEditing ? undefined : "board" })}
          >
            {isEditing ? "Done" : "Edit"}
          </RoleButton>
        </div>
      </div>
      {isEditing && <BoardEditing board={board} onAdd={() => setWritten(tiles.length)} />}
      <FormFailure error={save.error} />
      {tiles.length === 0 && <MessageCard message={nothingOnIt} />}
      <ul className="board">
        {tiles.map((tile, index) => (
          <BoardTile
            key={`${index} ${tile.title}`}
            tile={tile}
            place={isEditing ? { index, of: tiles.length } : null}
            onMove={(by) => saveTiles(moved(tiles, index, by))}
            onEdit={() => setWritten(index)}
            onRemove={() => saveTiles(tiles.toSpliced(index, 1))}
          />
        ))}
      </ul>
      {written !== null && (
        <TileForm board={board} index={written} onClose={() => setWritten(null)} />
      )}
    </>
  );
}

const nothingOnIt = {
  tone: "empty",
  title: "Nothing on it yet",
  detail:
    "Press “Edit” and then “Add a tile”, or “Add to dashboard” on a query's answer or a question.",
} as const;

function moved(tiles: readonly Tile[], index: number, by: -1 | 1): readonly Tile[] {
  const [one, other] = [tiles[index], tiles[index + by]];
  if (one === undefined || other === undefined) return tiles;
  return tiles.with(index, other).with(index + by, one);
}
