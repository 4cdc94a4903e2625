import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ChannelView } from "../../../src/service/channels/channel-view.ts";
import { SendTest } from "../channels/send-test.tsx";
import { useChannels } from "../channels/use-channels.ts";
import { Asked } from "../part/asked.tsx";
import { ActionDetails } from "./action-details.tsx";
import type { NotifyAction, RuleDraft, RuleFieldsProps } from "./rule-draft.ts";
import { TagFields } from "./tag-fields.tsx";

type Action = RuleDraft["actions"][number];

/** What is done besides the alert: who is told, and how what is found is tagged. */
export function ActionFields(props: RuleFieldsProps) {
  return (
    <>
      <TellFields {...props} />
      <TagFields {...props} />
    </>
  );
}

/** Who is told, by which channel, and of what; each channel can be tried here. */
function TellFields({ draft, onChange }: RuleFieldsProps) {
  return (
    <fieldset className="field actions-field">
      <legend>Tell</legend>
      <Asked asked={useChannels()}>
        {(channels) =>
          channels.length === 0 ? (
            <p className="muted">
              There is no channel yet: alerts appear here only.{" "}
              <Link to="/alerts" search={{ tab: "Channels" }}>
                Make a channel
              </Link>
            </p>
          ) : (
            <ul className="action-list">
              {channels.map((channel) => (
                <ChannelLine
                  key={channel.id}
                  channel={channel}
                  actions={draft.actions}
                  onChange={(actions) => onChange({ actions })}
                />
              ))}
            </ul>
          )
        }
      </Asked>
    </fieldset>
  );
}

interface ChannelLineProps {
  readonly channel: ChannelView;
  readonly actions: readonly Action[];
  readonly onChange: (actions: Action[]) => void;
}

function ChannelLine({
  channel: { id, name, kind, enabled },
  actions,
  onChange,
}: ChannelLineProps) {
  const action = actions
    .filter((one) => one.kind === "notify")
    .find(({ channelId }) => channelId === id);
  const others = actions.filter((one) => one !== action);
  return (
    <li>
      <div className="action-line">
        <Checkbox
          label={`${name} (${kind}${enabled ? "" : ", off"})`}
          checked={action !== undefined}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.checked ? [...others, usual(id)] : others)
          }
        />
        {action !== undefined && <SendTest channelId={id} />}
      </div>
      {action !== undefined && (
        <ActionDetails
          action={action}
          onChange={(changed) => onChange(actions.map((one) => (one === action ? changed : one)))}
        />
      )}
    </li>
  );
}

function usual(channelId: number): NotifyAction {
  return { kind: "notify", channelId, on: ["opened", "reopened", "closed"] };
}
