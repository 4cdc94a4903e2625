import type { ReactNode } from "react";

interface PlainTableProps {
  readonly label: string;
  readonly heads: readonly string[];
  /** Its lines, each a `tr`. */
  readonly children: ReactNode;
}

/** A table that is short enough to be drawn whole. */
export function PlainTable({ label, heads, children }: PlainTableProps) {
  return (
    <div className="plain-table" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
