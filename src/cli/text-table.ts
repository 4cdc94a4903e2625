/** How a column stands. */
export interface Column {
  readonly title: string;
  readonly right?: boolean;
  /** Cut longer cells to this many characters. */
  readonly max?: number;
}

// Control characters in provider data could drive the terminal: names are shown, never obeyed.
const control = /\p{Cc}/gu;

function cut(text: string, max: number | undefined): string {
  const plain = text.replace(control, " ");
  return max !== undefined && plain.length > max ? `${plain.slice(0, max - 1)}…` : plain;
}

/** Lines of a table with aligned columns and a ruled head. */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const cells = rows.map((row) => columns.map((column, at) => cut(row[at] ?? "", column.max)));
  const widths = columns.map((column, at) =>
    cells.reduce((widest, row) => Math.max(widest, (row[at] ?? "").length), column.title.length),
  );
  const line = (row: readonly string[]): string =>
    columns
      .map((column, at) => {
        const width = widths[at] ?? 0;
        const cell = row[at] ?? "";
        return column.right === true ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  const head = line(columns.map((column) => column.title));
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return `${[head, rule, ...cells.map(line)].join("\n")}\n`;
}

/** `1234567` as `1,234,567`. */
export function grouped(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Bytes as `12.3 MB`. */
export function inBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(2)} GB`;
}

/** Milliseconds as `850 ms`, `12.3 s` or `4 min 05 s`. */
export function inTime(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = Math.floor((ms % 60_000) / 1_000);
  return `${minutes} min ${seconds.toString().padStart(2, "0")} s`;
}
