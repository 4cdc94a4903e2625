import { useQuery } from "@tanstack/react-query";
import type { HistoryReply } from "../../../src/http/contract.ts";
import { useApi } from "../app/world.ts";
import { Difference } from "../changes/difference.tsx";
import { failureMessage } from "../part/failure-message.ts";
import { moment } from "../part/format.ts";
import { MessageCard } from "../part/message-card.tsx";
import { Waiting } from "../part/waiting.tsx";

type Life = HistoryReply["objects"][number];
type Version = Life["versions"][number];

/** Every version of an entity, the latest first, each with what differs from the one before. */
export function EntityTimeline({ entityKey }: { readonly entityKey: string }) {
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: ["history", entityKey],
    queryFn: ({ signal }) => api.history(entityKey, signal),
  });
  if (error !== null && data === undefined)
    return <MessageCard message={failureMessage(error, () => void refetch())} />;
  if (data === undefined) return <Waiting />;
  return data.objects.map((life) => <LifeList key={life.instance} life={life} />);
}

function LifeList({ life: { versions, historyBeginsOn } }: { readonly life: Life }) {
  return (
    <>
      <ol className="timeline">
        {versions.toReversed().map((version) => (
          <VersionItem key={`${version.version}-${version.beginOn}`} version={version} />
        ))}
      </ol>
      {versions.length === 1 && versions[0]?.deleted === false && (
        <p className="muted">Nothing about it has changed since.</p>
      )}
      {historyBeginsOn !== null && (
        <p className="muted">Versions before {moment(historyBeginsOn)} are not kept.</p>
      )}
    </>
  );
}

function VersionItem({ version: one }: { readonly version: Version }) {
  const { version, beginOn, endOn, deleted, run, changed } = one;
  const names = Object.keys(changed);
  return (
    <>
      {deleted && endOn !== null && (
        <li className="timeline-item deleted">
          <p>
            <b>Gone</b> <time>{moment(endOn)}</time>
          </p>
        </li>
      )}
      <li className="timeline-item">
        <p>
          <b>{version === 1 ? "First seen" : `Version ${version}`}</b>{" "}
          <time>{moment(beginOn)}</time> <span className="muted">run {run}</span>
        </p>
        {names.map((name) => (
          <Difference key={name} name={name} change={changed[name]} />
        ))}
      </li>
    </>
  );
}
