import { InputField } from "../part/input-field.tsx";
import { SelectField } from "../part/select-field.tsx";
import type { Tile } from "./use-boards.ts";

/** A tile of which nothing is said yet. */
export const newTile: Tile = { title: "", kind: "number", query: "", days: 14 };

const kinds: ReadonlyMap<Tile["kind"], string> = new Map([
  ["number", "Number: how much it finds"],
  ["table", "Table: its first rows"],
  ["bar", "Bars: a text and a number of each row"],
  ["line", "Line: how much it found, day by day"],
]);

interface TileFieldsProps {
  readonly tile: Tile;
  readonly onChange: (tile: Tile) => void;
}

/** How a tile is called, and how it shows what its query finds. */
export function TileFields({ tile, onChange }: TileFieldsProps) {
  const { title, kind, days } = tile;
  return (
    <>
      <InputField
        label="Title"
        isRequired
        value={title}
        onChange={(text) => onChange({ ...tile, title: text })}
      />
      <SelectField
        label="Shown as"
        value={kind}
        options={kinds}
        onChange={(chosen) => onChange({ ...tile, kind: chosen })}
      />
      {kind === "line" && (
        <InputField
          label="Days to look back"
          type="number"
          value={String(days)}
          onChange={(text) => onChange({ ...tile, days: Number(text) })}
        />
      )}
    </>
  );
}
