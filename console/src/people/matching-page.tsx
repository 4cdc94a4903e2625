import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { IdentitiesReply } from "../../../src/http/contract.ts";
import { useAddress } from "../app/address.ts";
import { useApi } from "../app/world.ts";
import { failureMessage } from "../part/failure-message.ts";
import { MessageCard } from "../part/message-card.tsx";
import { Waiting } from "../part/waiting.tsx";
import { DataTable } from "../table/data-table.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { matchingColumns } from "./matching-columns.tsx";

/** Accounts read at once. */
const mostAccounts = 1_000;

const statuses = [
  ["ambiguous", "Several fit"],
  ["unmatched", "No user fits"],
  ["linked", "Linked"],
  ["by_hand", "Linked by hand"],
  ["nobody", "Nobody's"],
] as const;

/** Whose the accounts are that log on: how that is known, how surely, and which nobody could be found for. */
export function MatchingPage({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const { search, change } = useAddress();
  const { status, find } = search;
  const { data, error, refetch } = useQuery({
    queryKey: ["identities", status, find],
    queryFn: ({ signal }) =>
      api.identities({ status, search: find, limit: String(mostAccounts) }, signal),
    placeholderData: (before) => before,
  });
  return (
    <div className="collection">
      <div className="page-head">
        <h1>People</h1>
        {children}
      </div>
      <ul className="chips" aria-label="Filters with counts">
        {statuses.map(([name, label]) => (
          <li key={name}>
            <button
              type="button"
              className="chip"
              aria-pressed={status === name}
              onClick={() => change({ status: status === name ? undefined : name })}
            >
              {label}{" "}
              <span className="chip-count">{data?.counts[name].toLocaleString("en") ?? "…"}</span>
            </button>
          </li>
        ))}
      </ul>
      <section className="result matching" aria-label="Accounts">
        {error !== null && <MessageCard message={failureMessage(error, () => void refetch())} />}
        {error === null && data === undefined && <Waiting />}
        {error === null && data !== undefined && <Accounts report={data} />}
        {search.key !== undefined && <LinkDialog account={search.key} />}
      </section>
    </div>
  );
}

function Accounts({ report: { accounts } }: { readonly report: IdentitiesReply }) {
  const { search, adjust } = useAddress();
  if (accounts.length === 0)
    return (
      <MessageCard
        message={{
          tone: "empty",
          title: "No account is so",
          detail: "Every account that logs on stands under one of the filters above.",
        }}
      />
    );
  return (
    <DataTable
      label="Accounts that log on"
      columns={matchingColumns}
      count={accounts.length}
      rowAt={(index) => accounts[index]}
      onOpen={({ key }) => adjust({ open: key })}
      isCurrent={({ key }) => key === search.open}
    />
  );
}
