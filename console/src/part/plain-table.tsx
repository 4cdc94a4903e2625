import type { ReactNode } from "react";

interface PlainTableProps {
  readonly label: string;
  readonly heads: readonly string[];
  /** Whether it stands in a card already. */
  readonly isInCard?: boolean;
  /** Its rows: `tr` elements. */
  readonly children: ReactNode;
}

/** A short table, all of it drawn. */
export function PlainTable({ label, heads, isInCard = false, children }: PlainTableProps) {
  return (
    <div
      className={isInCard ? "plain-table" : "card plain-table"}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
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
