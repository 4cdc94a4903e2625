import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { DashboardView } from "../../../src/service/dashboards/dashboard-view.ts";
import { Dialog } from "../part/dialog.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { InputField } from "../part/input-field.tsx";
import { SelectField } from "../part/select-field.tsx";
import { asksForNumbers } from "../query/related-queries.ts";
import { newTile, TileFields } from "./tile-fields.tsx";
import { type Tile, useBoards, useMakeBoard, useSaveBoard } from "./use-boards.ts";

interface AddToBoardProps {
  readonly query: string;
  /** How the tile is called unless the reader says otherwise. */
  readonly title?: string;
  readonly onClose: () => void;
}

/** Stands for a board that is made along with the tile. */
const another = "new";

/** Puts a query onto a board: one that there is, or a new one. */
export function AddToBoard({ query, title = "", onClose }: AddToBoardProps) {
  const { data } = useBoards();
  const [added, setAdded] = useState<DashboardView | null>(null);
  if (added !== null) return <Added board={added} onClose={onClose} />;
  const kind = asksForNumbers(query) ? "bar" : "number";
  return (
    <Dialog label="Add to dashboard" onClose={onClose}>
      <AddForm
        tile={{ ...newTile, query, title, kind }}
        boards={data?.items ?? []}
        onAdded={setAdded}
        onClose={onClose}
      />
    </Dialog>
  );
}

interface AddFormProps {
  readonly tile: Tile;
  readonly boards: readonly DashboardView[];
  readonly onAdded: (board: DashboardView) => void;
  readonly onClose: () => void;
}

function AddForm({ tile: given, boards, onAdded, onClose }: AddFormProps) {
  const [tile, setTile] = useState(given);
  const [chosen, choose] = useState<string | null>(null);
  const [name, setName] = useState("My dashboard");
  const board = boards.find(({ id }) => String(id) === chosen) ?? defaultOf(boards, chosen);
  const make = useMakeBoard();
  const save = useSaveBoard();
  function submit(event: FormEvent): void {
    event.preventDefault();
    const after = { onSuccess: onAdded };
    if (board === undefined) make.mutate({ title: name, tiles: [tile] }, after);
    else save.mutate({ ...board, tiles: [...board.tiles, tile] }, after);
  }
  const lacks = tile.title.trim() === "" || (board === undefined && name.trim() === "");
  return (
    <form className="form" noValidate onSubmit={submit}>
      <h2>Add to dashboard</h2>
      <TileFields tile={tile} onChange={setTile} />
      <SelectField
        label="Dashboard"
        value={board === undefined ? another : String(board.id)}
        options={optionsOf(boards)}
        onChange={choose}
      />
      {board === undefined && (
        <InputField label="Name of the new dashboard" value={name} onChange={setName} />
      )}
      <FormFailure error={make.error ?? save.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={make.isPending || save.isPending} disabled={lacks}>
          Add
        </Button>
      </div>
    </form>
  );
}

/** Until the reader chose: the board that was made last. */
function defaultOf(
  boards: readonly DashboardView[],
  chosen: string | null,
): DashboardView | undefined {
  return chosen === null ? boards.at(-1) : undefined;
}

function optionsOf(boards: readonly DashboardView[]): ReadonlyMap<string, string> {
  return new Map([
    ...boards.map(({ id, title }) => [String(id), title] as const),
    [another, "A new dashboard"],
  ]);
}

interface AddedProps {
  readonly board: DashboardView;
  readonly onClose: () => void;
}

function Added({ board, onClose }: AddedProps) {
  return (
    <Dialog label="Added" onClose={onClose}>
      <div className="form">
        <h2>Added</h2>
        <p role="status">
          It is on the dashboard{" "}
          <Link to="/dashboard" search={{ id: String(board.id) }}>
            {board.title}
          </Link>
          .
        </p>
        <div className="form-actions">
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </Dialog>
  );
}
