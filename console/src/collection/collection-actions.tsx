import { Button } from "@mantine/core";
import { useAddress } from "../app/address.ts";
import { ColumnsMenu } from "../part/columns-menu.tsx";
import { Icon } from "../part/icon.tsx";
import type { CollectionColumn } from "./collection-column.ts";
import { CollectionExport } from "./collection-export.tsx";
import { filteredQuery } from "./collection-query.ts";
import type { CollectionSpec } from "./collection-spec.ts";

interface CollectionActionsProps {
  readonly spec: CollectionSpec;
  /** The columns that are shown. */
  readonly columns: readonly CollectionColumn[];
  readonly sorted: string;
}

/** What can be done with a list: ask it on as a query, choose its columns, take it along. */
export function CollectionActions({ spec, columns, sorted }: CollectionActionsProps) {
  const { search, adjust, go } = useAddress();
  return (
    <div className="page-actions">
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="code" size={14} />}
        onClick={() => go("/query", { q: filteredQuery(spec, search), asOf: search.asOf })}
      >
        As a query
      </Button>
      <ColumnsMenu
        all={spec.columns.map(({ header }) => header)}
        shown={columns.map(({ header }) => header)}
        onChange={(next) => adjust({ columns: next.join(",") })}
      />
      <CollectionExport spec={spec} columns={columns} sorted={sorted} />
    </div>
  );
}
