const colouring = /(\p{Cc}\[\d+m)/u;

/** A row cut to a number of columns; escape sequences, which colour it, take no room and are all kept. */
export function fit(row: string, width: number): string {
  const parts = row.split(colouring);
  let left = width;
  const fitted = parts.map((part, at) => {
    if (at % 2 === 1) return part;
    const kept =
      part.length <= left ? part : `${part.slice(0, Math.max(left - 1, 0))}${left > 0 ? "…" : ""}`;
    left -= kept.length;
    return kept;
  });
  return fitted.join("");
}
