import { Link } from "@tanstack/react-router";
import { Sparkline } from "../chart/sparkline.tsx";
import { useTrend } from "./use-trend.ts";

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
  const values = useTrend(query, days);
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
