import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useAddress } from "../app/address.ts";
import { useApi } from "../app/world.ts";
import { failureMessage } from "../part/failure-message.ts";
import { MessageCard } from "../part/message-card.tsx";
import { Waiting } from "../part/waiting.tsx";
import { ChangeBar } from "./change-bar.tsx";
import { ChangeCounts } from "./change-counts.tsx";
import { ChangeTable } from "./change-table.tsx";
import { changesRequest } from "./change-window.ts";

/** Changes read at once: more are counted. */
const mostChanges = 5_000;

/** What differs between two moments: by default since a day ago. */
export function ChangesPage() {
  const { request, counts, changes } = useChanges();
  const error = counts.error ?? changes.error;
  function retry(): void {
    void counts.refetch();
    void changes.refetch();
  }
  return (
    <div className="changes">
      <div className="page-head">
        <h1>Changes</h1>
        <ChangeBar request={request} />
      </div>
      {error === null ? (
        <>
          {counts.data === undefined ? (
            <Waiting lines={3} />
          ) : (
            <ChangeCounts counts={counts.data} />
          )}
          {changes.data === undefined ? (
            <Waiting lines={12} />
          ) : (
            <ChangeTable changes={changes.data} most={mostChanges} />
          )}
        </>
      ) : (
        <MessageCard message={failureMessage(error, retry)} />
      )}
    </div>
  );
}

/** The changes that the address asks for, and how many there are of each type. */
function useChanges() {
  const api = useApi();
  const { search } = useAddress();
  const status = useQuery({
    queryKey: ["status"],
    queryFn: ({ signal }) => api.status(signal),
  });
  const now = status.data?.now;
  const { since, until, type, operation, property } = search;
  const request = useMemo(
    () => changesRequest({ since, until, type, operation, property }, now ?? 0),
    [since, until, type, operation, property, now],
  );
  const enabled = now !== undefined;
  const counts = useQuery({
    queryKey: ["change-counts", since, until, enabled],
    queryFn: ({ signal }) =>
      api.changeCounts({ since: request.since, until: request.until, net: "true" }, signal),
    enabled,
  });
  const changes = useQuery({
    queryKey: ["changes", since, until, type, operation, property, enabled],
    queryFn: ({ signal }) => api.changes(request, mostChanges, signal),
    enabled,
  });
  return { request, counts, changes };
}
