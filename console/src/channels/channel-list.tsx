import { Link } from "@tanstack/react-router";
import type { ChannelKindView } from "../../../src/service/channels/channel-view.ts";
import { useAsk } from "../api/use-ask.ts";
import { Asked } from "../part/asked.tsx";
import { MessageCard } from "../part/message-card.tsx";
import { PlainTable } from "../part/plain-table.tsx";
import { StateChip } from "../part/state-chip.tsx";
import { SendTest } from "./send-test.tsx";
import { useChannels } from "./use-channels.ts";

interface Kinds {
  readonly items: readonly ChannelKindView[];
}

/** Where alerts can be sent, and the kinds of which a new one can be made. */
export function ChannelList() {
  const { data: kinds } = useAsk<Kinds>("channels/kinds");
  return (
    <>
      <ul className="chips" aria-label="Make a channel">
        {kinds?.items.map(({ kind, title }) => (
          <li key={kind}>
            <Link className="chip" to="/channel" search={{ type: kind }}>
              New: {title}
            </Link>
          </li>
        ))}
      </ul>
      <Asked asked={useChannels()}>
        {(channels) =>
          channels.length === 0 ? (
            <MessageCard message={none} />
          ) : (
            <PlainTable label="Channels" heads={["Channel", "Kind", "State", "Secrets", "Try it"]}>
              {channels.map(({ id, name, kind, enabled, secrets }) => (
                <tr key={id}>
                  <td>
                    <Link to="/channel" search={{ id: String(id) }}>
                      {name}
                    </Link>
                  </td>
                  <td>{kinds?.items.find((one) => one.kind === kind)?.title ?? kind}</td>
                  <td>
                    <StateChip tone={enabled ? "good" : "quiet"} text={enabled ? "on" : "off"} />
                  </td>
                  <td>{secrets.length === 0 ? "none" : `${secrets.join(", ")} (sealed)`}</td>
                  <td className="wide-text">
                    <SendTest channelId={id} />
                  </td>
                </tr>
              ))}
            </PlainTable>
          )
        }
      </Asked>
    </>
  );
}

const none = {
  tone: "empty",
  title: "No channel yet",
  detail: "Alerts appear in the console only. Make a channel above to have them sent.",
} as const;
