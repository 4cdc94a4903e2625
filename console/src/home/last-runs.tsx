import { useQuery } from "@tanstack/react-query";
import { useApi } from "../app/world.ts";
import { ago, moment } from "../part/format.ts";

/** The tenants, each with its last run. */
export function LastRuns() {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ["status"],
    queryFn: ({ signal }) => api.status(signal),
  });
  if (data === undefined) return null;
  return (
    <section className="card">
      <h2>Last runs</h2>
      <ul className="last-runs">
        {data.instances.map(({ id, accountName, tenantId, lastRun }) => (
          <li key={id}>
            <b>{accountName ?? tenantId}</b>
            {lastRun === null ? (
              <span className="muted">never read</span>
            ) : (
              <>
                <span className={`run-state ${lastRun.state}`}>
                  {lastRun.state.replaceAll("_", " ")}
                </span>
                <span className="muted" title={moment(lastRun.startedOn)}>
                  run {lastRun.id}, {ago(lastRun.endedOn ?? lastRun.startedOn, data.now)}
                  {lastRun.endedOn !== null && `, took ${seconds(lastRun)}`}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function seconds({ startedOn, endedOn }: { startedOn: number; endedOn: number | null }): string {
  const ms = (endedOn ?? startedOn) - startedOn;
  return ms < 90_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}
