import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useEffect, useRef } from "react";
import { type Column, type Sorting, pressedSorting } from "./column.ts";
import { TableRow } from "./table-row.tsx";
import { useRowKeys } from "./use-row-keys.ts";

/** The height of a row, in pixels. */
const rowHeight = 37;

/** What a table needs to know: it asks for the rows that are in sight, and only for those. */
export interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** How many rows there are. */
  readonly count: number;
  /** A row; `undefined` while it is on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly sorting?: Sorting | undefined;
  /** The order that the reader asks for, as the address says it. */
  readonly onSort?: ((sorting: string | undefined) => void) | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** The rows in sight. */
  readonly onRange?: ((first: number, last: number) => void) | undefined;
  /** Whether this row is the one in the drawer. */
  readonly isCurrent?: ((row: Row) => boolean) | undefined;
}

/** A table of any length: only what is in sight is drawn. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, count, rowAt, onOpen, onRange, isCurrent } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const lines = virtual.getVirtualItems();
  const [first, last] = [lines.at(0)?.index ?? 0, lines.at(-1)?.index ?? 0];
  useEffect(() => onRange?.(first, last), [onRange, first, last]);
  const { current, focus } = useRowKeys({
    count,
    scroller,
    reveal: (index) => virtual.scrollToIndex(index),
    open: (index) => {
      const row = rowAt(index);
      if (row !== undefined) onOpen?.(row);
    },
  });
  return (
    <div className="data-table" ref={scroller}>
      <div role="table" aria-label={label} aria-rowcount={count + 1} style={tracksOf(columns)}>
        <TableHead {...props} />
        <div role="rowgroup" className="data-rows" style={{ height: virtual.getTotalSize() }}>
          {lines.map(({ index, start }) => (
            <TableRow
              key={index}
              index={index}
              start={start}
              row={rowAt(index)}
              columns={columns}
              isFocused={index === current}
              isCurrent={isCurrent}
              onFocus={focus}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** The widths of the columns, said once for all rows. */
function tracksOf<Row>(columns: readonly Column<Row>[]): CSSProperties {
  const tracks = columns.map(({ width, grow }) =>
    grow === undefined ? `${width}px` : `minmax(${width}px, ${grow}fr)`,
  );
  const least = columns.reduce((sum, { width }) => sum + width, 0);
  const said: Record<string, string | number> = { "--tracks": tracks.join(" "), minWidth: least };
  return said;
}

function TableHead<Row>({ columns, sorting, onSort }: DataTableProps<Row>) {
  return (
    <div role="rowgroup" className="data-head">
      <div role="row" aria-rowindex={1} className="data-line">
        {columns.map((column) => {
          const order = orderOf(column.id, sorting);
          const arrow = { ascending: "↑", descending: "↓", none: "" }[order];
          const sortable = column.sortable === true && onSort !== undefined;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={sortable ? order : undefined}
              className={column.numeric === true ? "numeric" : undefined}
            >
              {sortable ? (
                <button type="button" onClick={() => onSort(pressedSorting(sorting, column.id))}>
                  {column.header}
                  <span className="sort-arrow" aria-hidden="true">
                    {arrow}
                  </span>
                </button>
              ) : (
                column.header
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function orderOf(
  column: string,
  sorting: Sorting | undefined,
): "ascending" | "descending" | "none" {
  if (sorting?.column !== column) return "none";
  return sorting.descending ? "descending" : "ascending";
}
