import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useAddress } from "../app/address.ts";
import { useRefusal } from "../app/session.ts";
import { useWorld } from "../app/world.ts";
import { FilterField } from "../collection/filter-field.tsx";
import { Asked } from "../part/asked.tsx";
import { moment } from "../part/format.ts";
import { MessageCard } from "../part/message-card.tsx";
import { PlainTable } from "../part/plain-table.tsx";

interface AuditView {
  readonly id: number;
  readonly happenedOn: number;
  readonly callerKind: string;
  readonly callerName: string;
  readonly verb: string;
  readonly object: string;
  readonly details: Readonly<Record<string, unknown>>;
}

interface AuditPage {
  readonly items: readonly AuditView[];
  readonly next: number | null;
}

/** Who changed what, and who logged in. */
export function AuditTab() {
  const refusal = useRefusal("administrator");
  if (refusal === undefined) return <AuditLog />;
  const title = "The audit log is for administrators";
  return <MessageCard message={{ tone: "empty", title, detail: refusal }} />;
}

const filtered = { many: "the audit log", searched: ["who", "what they did", "to what"] };

function AuditLog() {
  const { call } = useWorld();
  const { search } = useAddress();
  const { find = "" } = search;
  const log = useInfiniteQuery({
    queryKey: ["audit", find],
    initialPageParam: "",
    queryFn: async ({ pageParam, signal }): Promise<AuditPage> => {
      const asked = new URLSearchParams({ limit: "100" });
      if (find !== "") asked.set("find", find);
      if (pageParam !== "") asked.set("cursor", pageParam);
      return (await call(`audit?${asked.toString()}`, { signal })).json();
    },
    getNextPageParam: ({ next }) => (next === null ? undefined : String(next)),
    placeholderData: (before) => before,
  });
  return (
    <section className="card form">
      <FilterField spec={filtered} />
      <Asked asked={log}>
        {({ pages }) => <AuditTable records={pages.flatMap(({ items }) => items)} />}
      </Asked>
      {log.hasNextPage && (
        <div className="form-actions">
          <Button
            variant="default"
            loading={log.isFetchingNextPage}
            onClick={() => void log.fetchNextPage()}
          >
            Earlier ones
          </Button>
        </div>
      )}
    </section>
  );
}

function AuditTable({ records }: { readonly records: readonly AuditView[] }) {
  if (records.length === 0) return <p className="muted">Nothing fits.</p>;
  return (
    <PlainTable isInCard label="Audit log" heads={["When", "Who", "Did", "To", "Details"]}>
      {records.map(({ id, happenedOn, callerKind, callerName, verb, object, details }) => (
        <tr key={id}>
          <td>{moment(happenedOn)}</td>
          <td>
            {callerName} <span className="muted">{callerKind}</span>
          </td>
          <td>{verb}</td>
          <td>{object}</td>
          <td className="wide-cell">{detailsText(details)}</td>
        </tr>
      ))}
    </PlainTable>
  );
}

function detailsText(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}
