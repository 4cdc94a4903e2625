import { Link } from "@tanstack/react-router";
import type { ChannelView } from "../../../src/service/channels/channel-view.ts";
import type { DeliveryView } from "../../../src/service/deliveries/deliveries.ts";
import { useAskPages } from "../api/use-ask.ts";
import { useSend } from "../api/use-send.ts";
import { useAddress } from "../app/address.ts";
import { RoleButton } from "../app/role-button.tsx";
import { useChannels } from "../channels/use-channels.ts";
import { Asked } from "../part/asked.tsx";
import { moment } from "../part/format.ts";
import { MessageCard } from "../part/message-card.tsx";
import { PlainTable } from "../part/plain-table.tsx";
import { ShowMore } from "../part/show-more.tsx";
import { DeliveryState } from "./delivery-state.tsx";

const states = { all: "All", waiting: "Waiting", delivered: "Delivered", dead: "Given up" };

/** What was sent and is to be sent; what was given up is tried again by a press. */
export function Deliveries() {
  const { search, change } = useAddress();
  const state = search.status ?? "all";
  const list = useAskPages<DeliveryView>("deliveries", { state });
  const { data: channels = [] } = useChannels();
  return (
    <>
      <ul className="chips" aria-label="States">
        {Object.entries(states).map(([name, text]) => (
          <li key={name}>
            <button
              type="button"
              className="chip"
              aria-pressed={name === state}
              onClick={() => change({ status: name })}
            >
              {text}
            </button>
          </li>
        ))}
      </ul>
      <Asked asked={list}>
        {({ pages }) => {
          const deliveries = pages.flatMap(({ items }) => items);
          if (deliveries.length === 0) return <MessageCard message={none} />;
          return (
            <>
              <PlainTable
                label="Deliveries"
                heads={["Delivery", "State", "Channel", "What", "Attempts", "Last error", "Retry"]}
              >
                {deliveries.map((delivery) => (
                  <DeliveryLine key={delivery.id} delivery={delivery} channels={channels} />
                ))}
              </PlainTable>
              <ShowMore list={list} />
            </>
          );
        }}
      </Asked>
    </>
  );
}

const none = {
  tone: "empty",
  title: "Nothing here",
  detail: "What rules send to channels is listed here, with what became of it.",
} as const;

interface DeliveryLineProps {
  readonly delivery: DeliveryView;
  readonly channels: readonly ChannelView[];
}

function DeliveryLine({ delivery, channels }: DeliveryLineProps) {
  const { id, channelId, alertId, event, attempts, lastError, createdOn } = delivery;
  const channel = channels.find((one) => one.id === channelId);
  return (
    <tr>
      <td title={`Number ${id}`}>{moment(createdOn)}</td>
      <td>
        <DeliveryState delivery={delivery} />
      </td>
      <td>
        <Link to="/channel" search={{ id: String(channelId) }}>
          {channel?.name ?? `Channel ${channelId}`}
        </Link>
      </td>
      <td>
        {alertId === null ? (
          event
        ) : (
          <Link to={`/alerts/${alertId}`}>{`alert ${alertId} ${event}`}</Link>
        )}
      </td>
      <td className="numeric">{attempts}</td>
      <td className="wide-text">{lastError ?? "–"}</td>
      <td>{delivery.state === "dead" ? <Retry id={id} /> : "–"}</td>
    </tr>
  );
}

function Retry({ id }: { readonly id: number }) {
  const retry = useSend<number>((number) => {
    return { path: `deliveries/${number}/retry`, method: "POST" };
  });
  if (retry.error !== null) return <span className="bad-text">{retry.error.message}</span>;
  return (
    <RoleButton
      least="editor"
      variant="default"
      size="compact-xs"
      aria-label={`Try again: delivery ${id}`}
      onClick={() => retry.mutate(id)}
    >
      Try again
    </RoleButton>
  );
}
