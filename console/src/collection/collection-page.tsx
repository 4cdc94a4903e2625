import type { ReactNode } from "react";
import { useAddress } from "../app/address.ts";
import { counted } from "../part/format.ts";
import { useNoticed } from "../part/use-noticed.ts";
import { CollectionActions } from "./collection-actions.tsx";
import { CollectionTable } from "./collection-table.tsx";
import { sortedQuery } from "./collection-query.ts";
import type { CollectionSpec } from "./collection-spec.ts";
import { FilterField } from "./filter-field.tsx";
import { Pills } from "./pills.tsx";
import { useRows } from "./use-rows.ts";

interface CollectionPageProps {
  readonly spec: CollectionSpec;
  /** Stands beside the title. */
  readonly children?: ReactNode;
}

/** A list of entities with counts that filter, a filter of one's own, columns, order and export: all in the address. */
export function CollectionPage({ spec, children }: CollectionPageProps) {
  const { search } = useAddress();
  const { asOf, find = "", pills = "" } = search;
  const sorted = sortedQuery(spec, search);
  const rows = useRows(sorted, asOf);
  const busy = useNoticed(rows.isFetching);
  const shown = search.columns?.split(",");
  const columns =
    shown === undefined
      ? spec.columns.slice(0, spec.initially)
      : spec.columns.filter(({ header }) => shown.includes(header));
  return (
    <div className="collection">
      <div className="page-head">
        <h1>{spec.title}</h1>
        {children}
        <CollectionActions spec={spec} columns={columns} sorted={sorted} />
      </div>
      {spec.pills.length === 0 ? <span /> : <Pills spec={spec} />}
      <section className="result" aria-label={spec.title} data-busy={busy ? "" : undefined}>
        <div className="collection-bar">
          <FilterField spec={spec} />
          <p className="muted" role="status">
            {rows.total === undefined ? "" : counted(rows.total, spec.one, spec.many)}
          </p>
        </div>
        <div className="result-body">
          <div className="progress" aria-hidden="true" />
          <CollectionTable
            key={sorted}
            spec={spec}
            rows={rows}
            columns={columns}
            isFiltered={find !== "" || pills !== ""}
          />
        </div>
      </section>
    </div>
  );
}
