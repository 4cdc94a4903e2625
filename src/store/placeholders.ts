// Texts, names and comments, which are left alone, or a placeholder.
const pieces = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

/** The statement with `$1`, `$2` … in place of `?`. */
export function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll(pieces, (piece) => (piece === "?" ? `$${++count}` : piece));
}
