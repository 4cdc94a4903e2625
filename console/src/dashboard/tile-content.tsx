import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { QueryResult } from "../../../src/j1ql/result.ts";
import { useApi } from "../app/world.ts";
import { Bars } from "../chart/bars.tsx";
import { Sparkline } from "../chart/sparkline.tsx";
import { Waiting } from "../part/waiting.tsx";
import { TileTable } from "./tile-table.tsx";
import { barsOf, figureOf } from "./tile-values.ts";
import type { Tile } from "./use-boards.ts";
import { useTrend } from "./use-trend.ts";

/** So many rows a tile asks for, by its kind. */
const most = { number: 2, table: 8, bar: 10 };

/** What a tile shows. */
export function TileContent({ tile }: { readonly tile: Tile }) {
  const { kind, days } = tile;
  if (kind === "line") return <Line tile={tile} days={days} />;
  return <Answered tile={tile} kind={kind} />;
}

interface AnsweredProps {
  readonly tile: Tile;
  readonly kind: keyof typeof most;
}

function Answered({ tile, kind }: AnsweredProps) {
  const { query } = tile;
  const api = useApi();
  const { data, error } = useQuery({
    queryKey: ["tile", kind, query],
    queryFn: ({ signal }) => api.query({ query, limit: most[kind] }, signal),
    staleTime: 60_000,
  });
  if (data === undefined && error === null) return <Waiting lines={3} />;
  if (data === undefined)
    return (
      <p className="bad-text" role="alert">
        Cannot show this: {error?.message}
      </p>
    );
  return <Shown tile={tile} kind={kind} result={data.result} />;
}

function Shown({ tile, kind, result }: AnsweredProps & { readonly result: QueryResult }) {
  const { query, title } = tile;
  if (kind === "number")
    return (
      <Link to="/query" search={{ q: query }} className="plain-link tile-number">
        {figureOf(result).toLocaleString("en")}
      </Link>
    );
  if (result.totalCount === 0) return <p className="muted">Nothing is found.</p>;
  if (kind === "table") return <TileTable result={result} title={title} />;
  const slices = barsOf(result, query);
  if (slices === null)
    return (
      <p className="muted">
        Bars need a query that returns a text and a number, such as{" "}
        <code>RETURN d.osName AS System, COUNT(d) AS Devices</code>.
      </p>
    );
  return <Bars slices={slices} />;
}

function Line({ tile, days }: { readonly tile: Tile; readonly days: number }) {
  const values = useTrend(tile.query, days);
  const latest = values.at(-1);
  const isKnown = values.filter((value) => value !== undefined).length > 1;
  return (
    <div className="board-line">
      <Link to="/query" search={{ q: tile.query }} className="plain-link tile-number">
        {latest?.toLocaleString("en") ?? "…"}
      </Link>
      <Sparkline label={`${tile.title}, over ${days} days`} values={values} />
      <p className="muted">
        {isKnown ? `${days} days` : `Of the last ${days} days, only now is known.`}
      </p>
    </div>
  );
}
