import { useMemo } from "react";
import type { ChangeView } from "../../../src/service/desk.ts";
import { useAddress } from "../app/address.ts";
import { KindMark } from "../part/kind-mark.tsx";
import { counted, moment } from "../part/format.ts";
import { MessageCard } from "../part/message-card.tsx";
import { shortType } from "../picture/short-type.ts";
import type { Column } from "../table/column.ts";
import { DataTable } from "../table/data-table.tsx";
import { AlertOnChange } from "./alert-on-change.tsx";
import { Difference } from "./difference.tsx";

/** Properties shown in a row; the drawer has all. */
const mostShown = 3;

const words = { create: "came", update: "changed", delete: "gone" } as const;

const columns: readonly Column<ChangeView>[] = [
  {
    id: "operation",
    header: "What",
    width: 96,
    cell: ({ operation }) => <span className={`operation ${operation}`}>{words[operation]}</span>,
  },
  {
    id: "name",
    header: "Name",
    width: 230,
    grow: 2,
    cell: ({ displayName, key, type, classes }) => (
      <span className="name-cell" title={displayName || key}>
        <KindMark type={type} classes={classes} />
        <span className="link-name">{displayName || key}</span>
      </span>
    ),
  },
  {
    id: "type",
    header: "Type",
    width: 150,
    cell: ({ type }) => <span title={type}>{shortType(type)}</span>,
  },
  {
    id: "difference",
    header: "Difference",
    width: 264,
    grow: 4,
    cell: ({ properties }) => (
      <span className="row-differences">
        {Object.entries(properties)
          .slice(0, mostShown)
          .map(([name, change]) => (
            <Difference key={name} name={name} change={change} />
          ))}
        {Object.keys(properties).length > mostShown && (
          <span className="muted">+{Object.keys(properties).length - mostShown}</span>
        )}
      </span>
    ),
  },
  { id: "at", header: "When", width: 190, cell: ({ at }) => moment(at) },
];

interface ChangeTableProps {
  readonly changes: readonly ChangeView[];
  /** So many were asked for: as many as that may not be all. */
  readonly most: number;
}

/** Each change in a row, what it is about in the drawer. */
export function ChangeTable({ changes, most }: ChangeTableProps) {
  const { search, adjust, change } = useAddress();
  // Entities first: their relationships follow from them.
  const rows = useMemo(
    () => changes.toSorted((a, b) => Number(a.kind !== "entity") - Number(b.kind !== "entity")),
    [changes],
  );
  if (rows.length === 0)
    return <MessageCard message={nothingChanged(() => change({ since: "-30d" }))} />;
  const said = rows.length < most ? "" : "first ";
  return (
    <section className="result change-result" aria-label="Changes">
      <div className="table-head">
        <p className="muted" role="status">
          {said}
          {counted(rows.length, "change", "changes")}
        </p>
        {/* Questions find entities: of relationships alone there is no rule. */}
        {search.type !== undefined && rows[0]?.kind === "entity" && (
          <AlertOnChange type={search.type} />
        )}
      </div>
      <DataTable
        label="Changes"
        columns={columns}
        count={rows.length}
        rowAt={(index) => rows[index]}
        onOpen={({ key }) => adjust({ open: key, tab: "Timeline" })}
        isCurrent={({ key }) => key === search.open}
      />
    </section>
  );
}

function nothingChanged(widen: () => void) {
  return {
    tone: "empty",
    title: "Nothing changed",
    detail:
      "Between these two moments the graph is the same. A run that finds nothing new changes nothing.",
    actions: [{ label: "Look at 30 days", run: widen }],
  } as const;
}
