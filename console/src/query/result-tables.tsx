import { useMemo, useState } from "react";
import type { Cell } from "../../../src/j1ql/result.ts";
import { useAddress } from "../app/address.ts";
import { ColumnsMenu } from "../part/columns-menu.tsx";
import { counted } from "../part/format.ts";
import { parseSorting } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { resultColumns, sortRows } from "../table/result-columns.tsx";
import { isEdge, isEntity, type Row, type TableModel } from "../table/table-model.ts";

/** Columns shown until the reader chooses. */
const mostColumns = 10;

/** A result's tables, one at a time. */
export function ResultTables({ tables }: { readonly tables: readonly TableModel[] }) {
  const [at, setAt] = useState(0);
  const table = tables[at] ?? tables[0];
  if (table === undefined) return null;
  return (
    <div className="result-tables">
      {tables.length > 1 && (
        <div className="table-choice" role="group" aria-label="Tables">
          {tables.map(({ title }, index) => (
            <button
              key={title}
              type="button"
              className="chip"
              aria-pressed={index === at}
              onClick={() => setAt(index)}
            >
              {title}
            </button>
          ))}
        </div>
      )}
      <ResultTable key={at} table={table} />
    </div>
  );
}

function ResultTable({ table }: { readonly table: TableModel }) {
  const { search, adjust } = useAddress();
  const wanted = search.columns?.split(",").filter((name) => table.columns.includes(name));
  const shown =
    wanted === undefined || wanted.length === 0 ? table.columns.slice(0, mostColumns) : wanted;
  const names = shown.join(",");
  const columns = useMemo(() => resultColumns(table, names.split(",")), [table, names]);
  const sorting = parseSorting(search.sort);
  const rows = useMemo(() => sortRows(table, parseSorting(search.sort)), [table, search.sort]);
  function open(row: Row): void {
    const key = row.cells.map(keyOf).find((found) => found !== undefined);
    if (key !== undefined) adjust({ open: key });
  }
  return (
    <section className="result-table" aria-label={table.title}>
      <div className="table-head">
        <h2>{table.title}</h2>
        <span className="muted">{extent(table)}</span>
        {table.columns.length > mostColumns && (
          <ColumnsMenu
            all={table.columns}
            shown={shown}
            onChange={(next) => adjust({ columns: next.join(",") })}
          />
        )}
      </div>
      <DataTable
        label={table.title}
        columns={columns}
        count={rows.length}
        rowAt={(index) => rows[index]}
        sorting={sorting}
        onSort={(sort) => adjust({ sort })}
        onOpen={open}
        isCurrent={(row) =>
          search.open !== undefined && keyOf(row.cells[0] ?? null) === search.open
        }
      />
    </section>
  );
}

function keyOf(cell: Cell): string | undefined {
  if (isEntity(cell)) return cell.entity._key;
  return isEdge(cell) ? cell.relationship._toEntityKey : undefined;
}

/** What of the whole is shown: the true total is never left out. */
function extent({ rows, total }: TableModel): string {
  if (rows.length === total) return counted(total, "row", "rows");
  return `first ${rows.length.toLocaleString("en")} of ${counted(total, "row", "rows")}`;
}
