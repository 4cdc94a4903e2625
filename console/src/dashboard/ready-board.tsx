import { Bars } from "../chart/bars.tsx";
import { Donut } from "../chart/donut.tsx";
import type { Slice } from "../chart/slice.ts";
import { useGroups } from "../chart/use-groups.ts";
import { Waiting } from "../part/waiting.tsx";
import { type ChartSpec, charts } from "./charts.ts";
import { Trend } from "./trend.tsx";

/** The board "Endpoint risk", which ships: every number leads to the query behind it. */
export function ReadyBoard() {
  return (
    <div className="board">
      <Trend />
      {charts.map((chart) => (
        <ChartCard key={chart.title} chart={chart} />
      ))}
    </div>
  );
}

function ChartCard({ chart }: { readonly chart: ChartSpec }) {
  const { title, query, slice, order } = chart;
  const groups = useGroups(query);
  const place = (name: string): number => order?.indexOf(name) ?? 0;
  const slices = groups?.toSorted((a, b) => place(a.name) - place(b.name)).map(slice);
  return (
    <section className="card chart-card">
      <h2>{title}</h2>
      {slices === undefined ? <Waiting lines={4} /> : <Drawn chart={chart} slices={slices} />}
    </section>
  );
}

interface DrawnProps {
  readonly chart: ChartSpec;
  readonly slices: readonly Slice[];
}

function Drawn({ chart: { shape, unit }, slices }: DrawnProps) {
  if (slices.length === 0) return <p className="muted">Nothing to count.</p>;
  return shape === "donut" ? <Donut slices={slices} unit={unit} /> : <Bars slices={slices} />;
}
