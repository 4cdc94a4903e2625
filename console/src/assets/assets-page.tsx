import { useMemo } from "react";
import { useQuery } from "@tanstack/react-query";
import { useAddress } from "../app/address.ts";
import { useApi } from "../app/world.ts";
import { CollectionPage } from "../collection/collection-page.tsx";
import type { CollectionColumn } from "../collection/collection-column.ts";
import { MessageCard } from "../part/message-card.tsx";
import { emptyGraph } from "../part/empty-graph.ts";
import { failureMessage } from "../part/failure-message.ts";
import { Waiting } from "../part/waiting.tsx";
import { shortType } from "../picture/short-type.ts";
import { useShape } from "../query/use-catalogue.ts";
import { propertiesOf } from "../table/table-model.ts";

/** Columns shown until the reader chooses. */
const mostColumns = 7;

/** Everything of any type, with the properties that it has. */
export function AssetsPage() {
  const { search, go } = useAddress();
  const { data: shape, error, refetch } = useShape();
  if (error !== null && shape === undefined)
    return <MessageCard isPage message={failureMessage(error, () => void refetch())} />;
  if (shape === undefined) return <Waiting />;
  const types = shape.entities.toSorted((a, b) => b.count - a.count);
  const type = search.type ?? types[0]?.type;
  if (type === undefined) return <MessageCard isPage message={emptyGraph(go)} />;
  return <AssetsOf key={type} type={type} />;
}

function AssetsOf({ type }: { readonly type: string }) {
  const api = useApi();
  const { adjust } = useAddress();
  const { data: shape } = useShape();
  const types = (shape?.entities ?? []).toSorted((a, b) => a.type.localeCompare(b.type));
  const sample = useQuery({
    queryKey: ["sample", type],
    queryFn: () => api.query({ query: `FIND ${type}`, limit: 40 }),
  });
  const result = sample.data?.result;
  const columns = useMemo(
    () => (result?.type === "list" ? propertiesOf(result.data).map(columnOf) : []),
    [result],
  );
  if (result === undefined) return <Waiting />;
  const spec = {
    title: "All assets",
    type,
    one: shortType(type),
    many: `of ${shortType(type)}`,
    searched: ["displayName", "_key"],
    pills: [],
    sides: [],
    sort: "displayName",
    initially: mostColumns,
    columns,
  };
  return (
    <CollectionPage spec={spec}>
      <label className="type-choice">
        <span className="visually-hidden">Type</span>
        <select
          value={type}
          onChange={({ currentTarget }) =>
            adjust({ type: currentTarget.value, columns: undefined, sort: undefined })
          }
        >
          {types.map(({ type: name, count }) => (
            <option key={name} value={name}>
              {shortType(name)} ({count.toLocaleString("en")})
            </option>
          ))}
        </select>
      </label>
    </CollectionPage>
  );
}

function columnOf(property: string): CollectionColumn {
  const base = { property, header: property, width: 130 };
  if (property.endsWith("On")) return { ...base, look: "moment", width: 190 };
  if (/severity|riskScore|exposureLevel/.test(property)) return { ...base, look: "level" };
  return base;
}
