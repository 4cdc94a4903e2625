import { useAddress } from "../app/address.ts";
import type { SideSpec } from "./side-spec.ts";
import type { SideValue } from "./use-sides.ts";

/** Names shown before the rest is a number. */
const mostNamed = 2;

interface SideCellProps {
  readonly side: SideSpec;
  readonly rowKey: string;
  readonly value: SideValue;
}

/** What was looked up for a row: a number that leads to what it counts, or names that lead to their pages. */
export function SideCell({ side, rowKey, value }: SideCellProps) {
  const { go, search } = useAddress();
  const { asOf } = search;
  if (value === undefined) return <span className="cell-waiting" />;
  if (typeof value === "number") {
    const listing = side.listing?.(rowKey);
    if (value === 0 || listing === undefined) return <span className="muted">{value}</span>;
    return (
      <button
        type="button"
        className="entity-link"
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation();
          go("/query", { q: listing, asOf });
        }}
      >
        {value.toLocaleString("en")}
      </button>
    );
  }
  if (value.length === 0) return <span className="muted">–</span>;
  return (
    <>
      {value.slice(0, mostNamed).map(({ name, key }, index) => (
        <span key={key}>
          {index > 0 && ", "}
          <button
            type="button"
            className="entity-link"
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation();
              go("/entity", { key, asOf });
            }}
          >
            {name}
          </button>
        </span>
      ))}
      {value.length > mostNamed && <span className="muted"> +{value.length - mostNamed}</span>}
    </>
  );
}
