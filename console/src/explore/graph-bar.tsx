import { Button } from "@mantine/core";
import { useAddress } from "../app/address.ts";
import { Icon } from "../part/icon.tsx";
import { Tabs } from "../part/tabs.tsx";
import { EntityField } from "./entity-field.tsx";

/** Places an entity, asks for the way to another one, and shows the question behind the picture. */
export function GraphBar({ query }: { readonly query: string | undefined }) {
  const { search, change, go } = useAddress();
  const { key, from, to, asOf } = search;
  const place = key ?? from;
  return (
    <>
      <EntityField
        label="Place an entity"
        entityKey={place}
        onChange={(next) => change({ key: next, from: undefined, to: undefined, open: undefined })}
      />
      {place !== undefined && <PathFields place={place} />}
      {query === undefined && (
        <Tabs
          label="View"
          tabs={["Graph", "Table"]}
          selected={search.view === "Table" ? "Table" : "Graph"}
          onSelect={(view) => change({ view })}
        />
      )}
      {query !== undefined && (
        <Button
          size="xs"
          variant="default"
          className="push-right"
          title={query}
          leftSection={<Icon name="code" size={14} />}
          onClick={() => go("/query", { q: query, asOf })}
        >
          As a query
        </Button>
      )}
      {to !== undefined && query !== undefined && <pre className="path-query">{query}</pre>}
    </>
  );
}

function PathFields({ place }: { readonly place: string }) {
  const { search, change, go } = useAddress();
  const { to } = search;
  return (
    <>
      <EntityField
        label="Path to"
        entityKey={to}
        onChange={(next) =>
          change(
            next === undefined
              ? { key: place, from: undefined, to: undefined }
              : { key: undefined, from: place, to: next },
          )
        }
      />
      {to !== undefined && (
        <Button
          size="xs"
          variant="default"
          onClick={() => change({ key: undefined, from: to, to: place })}
        >
          Swap
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => go("/graph")}>
        The whole map
      </Button>
    </>
  );
}
