import type { WholeAlertView } from "../../../src/service/alerts/alert-view.ts";
import { counted } from "../part/format.ts";
import { PlainTable } from "../part/plain-table.tsx";
import { EvidenceCell } from "./evidence-cell.tsx";
import { columnsOf, type EvidenceRow, recordOf } from "./evidence-row.ts";

type Evidence = WholeAlertView["evidence"];

interface EvidenceViewProps {
  readonly evidence: Evidence;
  /** There is nothing to compare with: then nothing is called new. */
  readonly isFirst?: boolean;
}

/** What a rule's queries found, each as a table whose entities lead to their pages. */
export function EvidenceView({ evidence, isFirst = false }: EvidenceViewProps) {
  const queries = Object.entries(evidence.queries ?? {});
  if (queries.length === 0) return null;
  return queries.map(([name, { total, added, removed, data, removedLabels }]) => (
    <section key={name} className="evidence-query">
      <h2>
        {queries.length > 1 && `${name}: `}
        {counted(total, "result", "results")}
        {added > 0 && !isFirst && (
          <span className="muted"> · {added.toLocaleString("en")} new</span>
        )}
        {removed > 0 && <span className="muted"> · {removed.toLocaleString("en")} gone</span>}
        {data.length < total && <span className="muted"> · the first {data.length} here</span>}
      </h2>
      {data.length > 0 && <EvidenceTable name={name} rows={data.map(recordOf)} />}
      {removedLabels.length > 0 && <p className="muted">Gone: {removedLabels.join(", ")}</p>}
    </section>
  ));
}

interface EvidenceTableProps {
  readonly name: string;
  readonly rows: readonly EvidenceRow[];
}

function EvidenceTable({ name, rows }: EvidenceTableProps) {
  const columns = columnsOf(rows);
  return (
    <PlainTable label={`Results of ${name}`} heads={columns.map(headOf)}>
      {rows.map((row, index) => (
        <tr key={index}>
          {columns.map((column) => (
            <td key={column}>
              <EvidenceCell name={column} row={row} />
            </td>
          ))}
        </tr>
      ))}
    </PlainTable>
  );
}

function headOf(column: string): string {
  return column === "displayName" ? "Name" : column;
}
