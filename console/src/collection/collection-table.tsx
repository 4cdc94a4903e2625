import { useMemo } from "react";
import type { ResultEntity } from "../../../src/j1ql/result.ts";
import { useAddress } from "../app/address.ts";
import { MessageCard } from "../part/message-card.tsx";
import { NameCell } from "../part/name-cell.tsx";
import { failureMessage } from "../part/failure-message.ts";
import { Waiting } from "../part/waiting.tsx";
import { type Column, parseSorting } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { CollectionCell } from "./collection-cell.tsx";
import type { CollectionColumn } from "./collection-column.ts";
import type { CollectionSpec } from "./collection-spec.ts";
import { emptyList } from "./empty-list.ts";
import { SideCell } from "./side-cell.tsx";
import type { Rows } from "./use-rows.ts";
import { useSides } from "./use-sides.ts";

interface CollectionTableProps {
  readonly spec: CollectionSpec;
  readonly rows: Rows;
  readonly columns: readonly CollectionColumn[];
  readonly isFiltered: boolean;
}

/** The rows of a list. */
export function CollectionTable({ spec, rows, columns, isFiltered }: CollectionTableProps) {
  const { search, adjust, go } = useAddress();
  const sideOf = useSides(spec.sides, rows, search.asOf);
  const own = useMemo(() => columns.map(columnOf), [columns]);
  const { total, error, retry } = rows;
  if (error !== null) return <MessageCard message={failureMessage(error, retry)} />;
  if (total === undefined) return <Waiting lines={12} />;
  const clear = (): void => adjust({ find: undefined, pills: undefined });
  if (total === 0) return <MessageCard message={emptyList(spec, isFiltered, { clear, go })} />;
  const looked = spec.sides.map((side): Column<ResultEntity> => {
    const { id, header, width, grow, shows } = side;
    return {
      id,
      header,
      width,
      ...(grow === undefined ? {} : { grow }),
      numeric: shows === "number",
      cell: ({ entity }) => (
        <SideCell side={side} rowKey={entity._key} value={sideOf(side, entity._key)} />
      ),
    };
  });
  return (
    <DataTable
      label={spec.title}
      columns={[
        nameColumn,
        ...own.slice(0, spec.sidesAfter),
        ...looked,
        ...(spec.sidesAfter === undefined ? [] : own.slice(spec.sidesAfter)),
      ]}
      count={total}
      rowAt={rows.rowAt}
      onRange={rows.onRange}
      sorting={parseSorting(search.sort ?? spec.sort)}
      onSort={(sort) => adjust({ sort })}
      onOpen={({ entity }) => adjust({ open: entity._key })}
      isCurrent={({ entity }) => entity._key === search.open}
    />
  );
}

const nameColumn: Column<ResultEntity> = {
  id: "displayName",
  header: "Name",
  width: 220,
  grow: 3,
  sortable: true,
  cell: (entity) => <NameCell entity={entity} />,
};

function columnOf({
  property,
  header,
  width,
  grow = 1,
  look,
}: CollectionColumn): Column<ResultEntity> {
  return {
    id: property,
    header,
    width,
    grow,
    sortable: look !== "list",
    numeric: look === "number",
    cell: ({ properties }) => (
      <CollectionCell name={property} value={properties[property] ?? null} look={look} />
    ),
  };
}
