import { Link } from "@tanstack/react-router";
import type { Cell, QueryResult } from "../../../src/j1ql/result.ts";
import { counted, readable } from "../part/format.ts";
import { PlainTable } from "../part/plain-table.tsx";
import { isEdge, isEntity, tablesOf } from "../table/table-model.ts";

/** Columns that a tile has room for. */
const mostColumns = 4;

interface TileTableProps {
  readonly result: QueryResult;
  readonly title: string;
}

/** The first rows of an answer. */
export function TileTable({ result, title }: TileTableProps) {
  const [table] = tablesOf(result);
  if (table === undefined) return null;
  const columns = table.columns.slice(0, mostColumns);
  return (
    <>
      <PlainTable label={`First rows: ${title}`} isInCard heads={columns}>
        {table.rows.map(({ cells }, index) => (
          // Rows have no name of their own, and stay in their order.
          <tr key={index}>
            {columns.map((column, at) => (
              <td key={column}>
                <CellText column={column} cell={cells[at] ?? null} />
              </td>
            ))}
          </tr>
        ))}
      </PlainTable>
      {table.total > table.rows.length && (
        <p className="muted">{counted(table.total, "row", "rows")} in all</p>
      )}
    </>
  );
}

function CellText({ column, cell }: { readonly column: string; readonly cell: Cell }) {
  if (isEntity(cell)) {
    const { _key, displayName } = cell.entity;
    return (
      <Link to="/entity" search={{ key: _key }}>
        {displayName || _key}
      </Link>
    );
  }
  return isEdge(cell) ? cell.relationship._class : readable(column, cell);
}
