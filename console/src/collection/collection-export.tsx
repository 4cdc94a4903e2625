import { useAddress } from "../app/address.ts";
import { useApi } from "../app/world.ts";
import { csvOf } from "../part/csv.ts";
import { SaveButton } from "../part/save-button.tsx";
import type { CollectionColumn } from "./collection-column.ts";
import type { CollectionSpec } from "./collection-spec.ts";

/** Rows that the server gives at most. */
const mostRows = 100_000;

interface CollectionExportProps {
  readonly spec: CollectionSpec;
  readonly columns: readonly CollectionColumn[];
  readonly sorted: string;
}

/** Saves the list as it is filtered and sorted, all of it, with the columns that are shown. */
export function CollectionExport({ spec, columns, sorted }: CollectionExportProps) {
  const api = useApi();
  const { search } = useAddress();
  async function csv(): Promise<string> {
    const { result } = await api.query({ query: sorted, asOf: search.asOf, limit: mostRows });
    const rows = result.type === "list" ? result.data : [];
    return csvOf({
      title: spec.title,
      total: rows.length,
      columns: ["Name", ...columns.map(({ header }) => header), "_key"],
      rows: rows.map(({ entity, properties }) => {
        const cells = columns.map(({ property }) => saved(property, properties[property] ?? null));
        return { cells: [entity.displayName, ...cells, entity._key] };
      }),
    });
  }
  return <SaveButton label="Export CSV" name={`${spec.many}.csv`} type="text/csv" text={csv} />;
}

type SavedValue = Parameters<typeof csvOf>[0]["rows"][number]["cells"][number];

/** Moments are written so that a spreadsheet knows them. */
function saved(property: string, value: SavedValue): SavedValue {
  if (typeof value !== "number" || !property.endsWith("On")) return value;
  return new Date(value).toISOString();
}
