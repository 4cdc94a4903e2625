import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useApi, useWorld } from "../app/world.ts";
import { Sparkline } from "../chart/sparkline.tsx";

const day = 86_400_000;

/** Days looked back. */
const days = 14;

interface TrendSpec {
  readonly label: string;
  readonly query: string;
  readonly path: string;
  readonly pills: string;
}

const trends: readonly TrendSpec[] = [
  {
    label: "Critical CVEs with a public exploit",
    query:
      "FIND microsoft_defender_vulnerability WITH severity = 'Critical' AND publicExploit = true",
    path: "/vulnerabilities",
    pills: "critical-exploitable",
  },
  {
    label: "Devices with high exposure",
    query: "FIND user_endpoint WITH exposureLevel = 'High'",
    path: "/devices",
    pills: "exposure",
  },
  {
    label: "Devices at high risk",
    query: "FIND user_endpoint WITH riskScore = 'High'",
    path: "/devices",
    pills: "risk",
  },
];

/** How the numbers that matter went over two weeks: the same question asked of the graph as it was. */
export function Trend() {
  return (
    <section className="card trends">
      <h2>Two weeks</h2>
      <ul>
        {trends.map((trend) => (
          <TrendLine key={trend.label} trend={trend} />
        ))}
      </ul>
    </section>
  );
}

function TrendLine({ trend }: { readonly trend: TrendSpec }) {
  const { label, query, path, pills } = trend;
  const api = useApi();
  const { now } = useWorld();
  const [until] = useState(now);
  const values = useQueries({
    queries: Array.from({ length: days + 1 }, (_, index) => {
      const asOf = index === days ? undefined : until - (days - index) * day;
      return {
        queryKey: ["trend", query, asOf],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          api.query({ query, limit: 1, asOf }, signal),
        staleTime: Number.POSITIVE_INFINITY,
      };
    }),
    combine: (results) => known(results.map(({ data }) => data?.result.totalCount)),
  });
  const latest = values.at(-1);
  return (
    <li>
      <Link to={path} search={{ pills }} className="plain-link">
        <b className="trend-number">{latest?.toLocaleString("en") ?? "…"}</b> {label}
      </Link>
      <Sparkline label={`${label}, over ${days} days`} values={values} />
    </li>
  );
}

/** Before the tenant was first read there was nothing to count: that is no nought. */
function known(counts: readonly (number | undefined)[]): readonly (number | undefined)[] {
  const first = counts.findIndex((count) => count !== undefined && count > 0);
  return counts.map((count, index) => (index < first ? undefined : count));
}
