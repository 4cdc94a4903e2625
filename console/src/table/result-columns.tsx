import type { Cell } from "../../../src/j1ql/result.ts";
import { readable } from "../part/format.ts";
import { NameCell } from "../part/name-cell.tsx";
import type { Column, Sorting } from "./column.ts";
import { compareCells, isEdge, isEntity, type Row, type TableModel } from "./table-model.ts";

/** The columns of a result's table, those of these names. */
export function resultColumns(
  { columns, rows }: TableModel,
  shown: readonly string[],
): readonly Column<Row>[] {
  return columns.flatMap((name, index): Column<Row>[] => {
    if (!shown.includes(name)) return [];
    const sample = rows.slice(0, 50).map(({ cells }) => cells[index] ?? null);
    return [
      {
        id: name,
        header: name,
        width: widthOf(name, sample),
        grow: index === 0 ? 2 : 1,
        sortable: true,
        numeric: sample.some((cell) => typeof cell === "number" && !name.endsWith("On")),
        cell: ({ cells }) => <ResultCell name={name} cell={cells[index] ?? null} />,
      },
    ];
  });
}

/** A width that most of the first rows fit into. */
function widthOf(name: string, sample: readonly Cell[]): number {
  const longest = Math.max(name.length + 3, ...sample.map((cell) => lengthOf(name, cell)));
  return Math.round(Math.min(340, Math.max(84, longest * 7.4 + 26)));
}

function lengthOf(name: string, cell: Cell): number {
  if (isEntity(cell)) return cell.entity.displayName.length + 4;
  if (isEdge(cell)) return cell.relationship._class.length;
  return readable(name, cell).length;
}

function ResultCell({ name, cell }: { readonly name: string; readonly cell: Cell }) {
  if (isEntity(cell)) return <NameCell entity={cell} />;
  if (isEdge(cell)) return cell.relationship._class;
  const text = readable(name, cell);
  return <span title={text.length > 30 ? text : undefined}>{text}</span>;
}

/** The rows in the order asked for; what is absent comes last either way. */
export function sortRows({ columns, rows }: TableModel, sorting: Sorting | undefined) {
  const column = columns.indexOf(sorting?.column ?? "");
  if (sorting === undefined || column === -1) return rows;
  const cellOf = ({ cells }: Row): Cell => cells[column] ?? null;
  const blank = rows.filter((row) => cellOf(row) === null);
  const filled = rows.filter((row) => cellOf(row) !== null);
  const sorted = filled.toSorted((a, b) => compareCells(cellOf(a), cellOf(b)));
  return [...(sorting.descending ? sorted.toReversed() : sorted), ...blank];
}
