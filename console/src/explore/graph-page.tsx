import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useAddress } from "../app/address.ts";
import { useApi } from "../app/world.ts";
import { GraphPanel } from "../graph/graph-panel.tsx";
import { emptyGraph } from "../part/empty-graph.ts";
import { failureMessage } from "../part/failure-message.ts";
import { MessageCard } from "../part/message-card.tsx";
import { Waiting } from "../part/waiting.tsx";
import { pictureOfShape } from "../picture/picture-of-shape.ts";
import { useShape } from "../query/use-catalogue.ts";
import { ResultTables } from "../query/result-tables.tsx";
import { tablesOfShape } from "../table/table-model.ts";
import { GraphBar } from "./graph-bar.tsx";
import { noPath } from "./no-path.ts";
import { pictureOfPath } from "./picture-of-path.ts";
import { pictureAround } from "./picture-around.ts";
import { graphQuery } from "./graph-query.ts";

/** The map of the whole graph; one entity with its neighbours; or the shortest ways between two. */
export function GraphPage() {
  const { search } = useAddress();
  const query = graphQuery(search);
  return (
    <div className="graph-page">
      <div className="page-head">
        <h1>Graph</h1>
        <GraphBar query={query} />
      </div>
      <section className="result" aria-label="Picture">
        {query === undefined ? <WholeMap /> : <Around query={query} />}
      </section>
    </div>
  );
}

function WholeMap() {
  const { search, adjust, go } = useAddress();
  const { data: shape, error, refetch } = useShape();
  const picture = useMemo(() => (shape === undefined ? undefined : pictureOfShape(shape)), [shape]);
  if (error !== null && shape === undefined)
    return <MessageCard message={failureMessage(error, () => void refetch())} />;
  if (picture === undefined) return <Waiting />;
  if (picture.nodes.length === 0) return <MessageCard message={emptyGraph(go)} />;
  if (search.view === "Table" && shape !== undefined)
    return <ResultTables tables={tablesOfShape(shape)} />;
  return <GraphPanel picture={picture} matches={0} onTable={() => adjust({ view: "Table" })} />;
}

function Around({ query }: { readonly query: string }) {
  const api = useApi();
  const { search, go, change } = useAddress();
  const { key, from, to, asOf } = search;
  const { data, error, refetch } = useQuery({
    queryKey: ["around", query, asOf],
    queryFn: ({ signal }) => api.query({ query, view: "tree", asOf }, signal),
  });
  const result = data?.result;
  const picture = useMemo(() => {
    if (result?.type !== "tree") return undefined;
    return from !== undefined && to !== undefined
      ? pictureOfPath(result.data, from)
      : pictureAround(result.data, key ?? from ?? "");
  }, [result, key, from, to]);
  if (error !== null && data === undefined)
    return <MessageCard message={failureMessage(error, () => void refetch())} />;
  if (picture === undefined) return <Waiting />;
  if (picture.nodes.length === 0) {
    const back = (): void => change({ key: from, from: undefined, to: undefined });
    return <MessageCard message={noPath(search, back)} />;
  }
  return (
    <GraphPanel
      picture={picture}
      matches={result?.totalCount ?? 0}
      onTable={() => go("/query", { q: query, view: "Table", asOf })}
    />
  );
}
