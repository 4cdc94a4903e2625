import { useQueries } from "@tanstack/react-query";
import type { QueryReply } from "../../../src/http/contract.ts";
import { useAddress } from "../app/address.ts";
import { useApi } from "../app/world.ts";
import { pillQuery, pressedPills } from "./collection-query.ts";
import type { CollectionSpec } from "./collection-spec.ts";

/** Counts that filter. */
export function Pills({ spec }: { readonly spec: CollectionSpec }) {
  const api = useApi();
  const { search, change } = useAddress();
  const { asOf } = search;
  const pressed = pressedPills(search);
  const queries = [undefined, ...spec.pills.map(({ condition }) => condition)];
  const [all, ...counts] = useQueries({
    queries: queries.map((condition) => ({
      queryKey: ["count", pillQuery(spec, condition), asOf],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.query({ query: pillQuery(spec, condition), asOf }, signal),
    })),
    combine: (results) => results.map(({ data }) => numberOf(data)),
  });
  function toggle(id: string): void {
    const next = pressed.includes(id) ? pressed.filter((other) => other !== id) : [...pressed, id];
    change({ pills: next.join(",") });
  }
  return (
    <ul className="chips" aria-label="Filters with counts">
      <li>
        <button
          type="button"
          className="chip"
          aria-pressed={pressed.length === 0}
          onClick={() => change({ pills: undefined })}
        >
          All <span className="chip-count">{all ?? "…"}</span>
        </button>
      </li>
      {spec.pills.map(({ id, label, condition }, index) => (
        <li key={id}>
          <button
            type="button"
            className="chip"
            aria-pressed={pressed.includes(id)}
            title={condition}
            onClick={() => toggle(id)}
          >
            {label} <span className="chip-count">{counts[index] ?? "…"}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function numberOf(reply: QueryReply | undefined): string | undefined {
  if (reply?.result.type !== "table") return undefined;
  return Number(reply.result.data[0]?.["n"] ?? 0).toLocaleString("en");
}
