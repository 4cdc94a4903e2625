import { Link } from "@tanstack/react-router";
import type { ChannelKindView, ChannelView } from "../../../src/service/channels/channel-view.ts";
import { useAsk } from "../api/use-ask.ts";
import { useAddress } from "../app/address.ts";
import { Asked } from "../part/asked.tsx";
import { MessageCard } from "../part/message-card.tsx";
import { ChannelForm } from "./channel-form.tsx";
import { DeleteChannel } from "./delete-channel.tsx";
import { SendTest } from "./send-test.tsx";

interface Kinds {
  readonly items: readonly ChannelKindView[];
}

/** A channel, or a new one of the kind that the address names. */
export function ChannelPage() {
  const { search } = useAddress();
  const kinds = useAsk<Kinds>("channels/kinds");
  return (
    <div className="page watch channel-page">
      <p className="crumbs">
        <Link to="/alerts" search={{ tab: "Channels" }}>
          Channels
        </Link>
      </p>
      <Asked asked={kinds}>
        {({ items }) =>
          search.id === undefined ? (
            <NewChannel kinds={items} name={search.type} />
          ) : (
            <KnownChannel kinds={items} id={search.id} />
          )
        }
      </Asked>
    </div>
  );
}

interface NewChannelProps extends KindsProps {
  readonly name: string | undefined;
}

interface KindsProps {
  readonly kinds: readonly ChannelKindView[];
}

function NewChannel({ kinds, name }: NewChannelProps) {
  const kind = kinds.find((one) => one.kind === name) ?? kinds[0];
  if (kind === undefined) return null;
  return (
    <>
      <h1>New channel: {kind.title}</h1>
      <ChannelForm key={kind.kind} kind={kind} />
    </>
  );
}

function KnownChannel({ kinds, id }: KindsProps & { readonly id: string }) {
  const channel = useAsk<ChannelView>(`channels/${encodeURIComponent(id)}`);
  return (
    <Asked asked={channel}>
      {(view) => {
        const kind = kinds.find((one) => one.kind === view.kind);
        if (kind === undefined) return <MessageCard isPage message={unknownKind} />;
        return (
          <>
            <div className="page-head">
              <h1>{view.name}</h1>
              <span className="muted">{kind.title}</span>
              <div className="page-actions">
                <SendTest channelId={view.id} />
              </div>
            </div>
            <ChannelForm key={view.id} kind={kind} channel={view} />
            <DeleteChannel id={view.id} />
          </>
        );
      }}
    </Asked>
  );
}

const unknownKind = {
  tone: "failure",
  title: "A channel of another release",
  detail: "This release does not know its kind.",
} as const;
