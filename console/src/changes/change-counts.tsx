import type { ChangeCountsReply } from "../../../src/http/contract.ts";
import { useAddress } from "../app/address.ts";
import { shortType } from "../picture/short-type.ts";

type Counts = ChangeCountsReply["types"][number];

/** Properties named of a type. */
const mostProperties = 8;

/** How much changed of what; a press narrows the list to it. */
export function ChangeCounts({ counts: { types } }: { readonly counts: ChangeCountsReply }) {
  const { search } = useAddress();
  const current = types.find(({ type }) => type === search.type);
  if (types.length === 0) return null;
  return (
    <section className="change-counts card" aria-label="How much changed">
      <ul className="change-types">
        {types.map((counts) => (
          <TypeCounts key={`${counts.kind} ${counts.type}`} counts={counts} />
        ))}
      </ul>
      {current !== undefined && <Properties counts={current} />}
    </section>
  );
}

function TypeCounts({ counts }: { readonly counts: Counts }) {
  const { search, change } = useAddress();
  const { type, kind, created, updated, deleted } = counts;
  const parts = [
    { operation: "create", sign: "+", count: created },
    { operation: "update", sign: "~", count: updated },
    { operation: "delete", sign: "−", count: deleted },
  ].filter(({ count }) => count > 0);
  const chosen = search.type === type;
  return (
    <li className="change-type" data-kind={kind} data-chosen={chosen ? "" : undefined}>
      <button
        type="button"
        className="entity-link"
        aria-pressed={chosen && search.operation === undefined}
        onClick={() => change({ type, operation: undefined, property: undefined })}
      >
        {shortType(type)}
      </button>
      {parts.map(({ operation, sign, count }) => (
        <button
          key={operation}
          type="button"
          className={`change-count ${operation}`}
          aria-label={`${sign}${count.toLocaleString("en")} ${shortType(type)}, ${operation}d`}
          aria-pressed={chosen && search.operation === operation}
          onClick={() => change({ type, operation, property: undefined })}
        >
          {sign}
          {count.toLocaleString("en")}
        </button>
      ))}
    </li>
  );
}

function Properties({ counts: { type, properties } }: { readonly counts: Counts }) {
  const { search, change } = useAddress();
  if (properties.length === 0) return null;
  return (
    <ul className="chips" aria-label="Changed properties">
      {properties.slice(0, mostProperties).map(({ name, updated }) => (
        <li key={name}>
          <button
            type="button"
            className="chip"
            aria-pressed={search.property === name}
            onClick={() =>
              change({
                type,
                operation: undefined,
                property: search.property === name ? undefined : name,
              })
            }
          >
            {name} <span className="chip-count">{updated.toLocaleString("en")}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
