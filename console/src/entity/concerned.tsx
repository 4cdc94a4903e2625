import { useQuery } from "@tanstack/react-query";
import { useAddress } from "../app/address.ts";
import { useApi } from "../app/world.ts";
import { KindMark } from "../part/kind-mark.tsx";
import { counted } from "../part/format.ts";
import { concernedBy } from "./concerned-by.ts";

/** People named before the rest is a number. */
const mostNamed = 6;

interface ConcernedProps {
  readonly type: string;
  readonly entityKey: string;
}

/** The employees whom an entity concerns, each a way to their page. */
export function Concerned({ type, entityKey }: ConcernedProps) {
  const query = concernedBy(type, entityKey);
  const api = useApi();
  const { go, search } = useAddress();
  const { data } = useQuery({
    queryKey: ["concerned", query, search.asOf],
    queryFn: ({ signal }) =>
      api.query({ query: query ?? "", limit: mostNamed, asOf: search.asOf }, signal),
    enabled: query !== undefined,
  });
  if (query === undefined || data?.result.type !== "list") return null;
  const { data: people, totalCount } = data.result;
  const more = totalCount - people.length;
  return (
    <section className="concerned" aria-label="Whom it concerns">
      <h2>Concerns {counted(totalCount, "employee", "employees")}</h2>
      {totalCount === 0 && <p className="muted">No employee is known to own or use it.</p>}
      <ul className="chips">
        {people.map(({ id, entity }) => (
          <li key={id}>
            <button
              type="button"
              className="chip"
              onClick={() => go("/entity", { key: entity._key, asOf: search.asOf })}
            >
              <KindMark type="person" classes={entity._class} size={16} />
              {entity.displayName}
            </button>
          </li>
        ))}
        {more > 0 && (
          <li>
            <button
              type="button"
              className="chip"
              onClick={() => go("/query", { q: query, asOf: search.asOf })}
            >
              {more.toLocaleString("en")} more
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}
