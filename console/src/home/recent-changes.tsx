import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ChangeCountsReply } from "../../../src/http/contract.ts";
import { useApi } from "../app/world.ts";
import { shortType } from "../picture/short-type.ts";

/** What the last run changed, by type. */
export function RecentChanges() {
  const api = useApi();
  const { data: status } = useQuery({
    queryKey: ["status"],
    queryFn: ({ signal }) => api.status(signal),
  });
  const starts = (status?.instances ?? []).flatMap(({ lastRun }) => lastRun?.startedOn ?? []);
  const since = starts.length === 0 ? undefined : String(Math.min(...starts) - 1);
  const { data } = useQuery({
    queryKey: ["change-counts", since],
    queryFn: ({ signal }) => api.changeCounts({ since, net: "true" }, signal),
    enabled: since !== undefined,
  });
  if (since === undefined) return null;
  const entities = (data?.types ?? []).filter(({ kind }) => kind === "entity");
  return (
    <section className="card">
      <h2>
        <Link to="/changes" search={{ since }} className="plain-link">
          Since the last run began
        </Link>
      </h2>
      {data !== undefined && entities.length === 0 && <p className="muted">Nothing changed.</p>}
      <ul className="change-types one-column">
        {entities.map((counts) => (
          <Changed key={counts.type} counts={counts} since={since} />
        ))}
      </ul>
    </section>
  );
}

interface ChangedProps {
  readonly counts: ChangeCountsReply["types"][number];
  readonly since: string;
}

function Changed({ counts, since }: ChangedProps) {
  const { type, created, updated, deleted } = counts;
  const parts = [
    { operation: "create", sign: "+", count: created },
    { operation: "update", sign: "~", count: updated },
    { operation: "delete", sign: "−", count: deleted },
  ].filter(({ count }) => count > 0);
  return (
    <li className="change-type">
      <Link to="/changes" search={{ since, type }} className="entity-link">
        {shortType(type)}
      </Link>
      {parts.map(({ operation, sign, count }) => (
        <span key={operation} className={`change-count ${operation}`}>
          {sign}
          {count.toLocaleString("en")}
        </span>
      ))}
    </li>
  );
}
