import type { ReactNode } from "react";

interface PlainTableProps {
  readonly label: string;
  readonly heads: readonly string[];
  /** Its rows: `tr` elements. */
  readonly children: ReactNode;
}

/** A short table, all of it drawn. */
export function PlainTable({ label, heads, children }: PlainTableProps) {
  return (
    <div className="card plain-table" tabIndex={0} role="region" aria-label={label}>
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
