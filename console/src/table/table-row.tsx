import type { Column } from "./column.ts";

interface TableRowProps<Row> {
  readonly index: number;
  /** Its distance from the top, in pixels. */
  readonly start: number;
  readonly row: Row | undefined;
  readonly columns: readonly Column<Row>[];
  readonly isFocused: boolean;
  readonly isCurrent: ((row: Row) => boolean) | undefined;
  readonly onFocus: (index: number) => void;
  readonly onOpen: ((row: Row) => void) | undefined;
}

/** One line of a table; while its row is on its way, an outline of it. */
export function TableRow<Row>(props: TableRowProps<Row>) {
  const { index, start, row, columns, isFocused, isCurrent, onFocus, onOpen } = props;
  const current = row !== undefined && isCurrent?.(row) === true;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-current={current ? "true" : undefined}
      className="data-line data-row"
      data-row={index}
      tabIndex={isFocused ? 0 : -1}
      style={{ transform: `translateY(${start}px)` }}
      onFocus={() => onFocus(index)}
      onClick={() => row !== undefined && onOpen?.(row)}
    >
      {columns.map((column) => (
        <div
          key={column.id}
          role="cell"
          className={column.numeric === true ? "numeric" : undefined}
        >
          {row === undefined ? <span className="cell-waiting" /> : column.cell(row)}
        </div>
      ))}
    </div>
  );
}
