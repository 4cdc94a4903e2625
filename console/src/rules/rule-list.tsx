import { Link } from "@tanstack/react-router";
import type { RuleView } from "../../../src/service/rules/rule-view.ts";
import { useChannels } from "../channels/use-channels.ts";
import { useWorld } from "../app/world.ts";
import { Asked } from "../part/asked.tsx";
import { ago } from "../part/format.ts";
import { MessageCard } from "../part/message-card.tsx";
import { PlainTable } from "../part/plain-table.tsx";
import { Severity } from "../part/severity.tsx";
import { RuleState } from "./rule-state.tsx";
import { scheduleText } from "./schedules.ts";
import { Templates } from "./templates.tsx";
import { useRules } from "./use-rules.ts";

/** The rules that are there, and below them those that could be switched on. */
export function RuleList() {
  return (
    <>
      <Asked asked={useRules()}>
        {(rules) =>
          rules.length === 0 ? (
            <MessageCard message={none} />
          ) : (
            <PlainTable
              label="Rules"
              heads={["State", "Rule", "Severity", "Results", "Evaluated", "When", "Tells"]}
            >
              {rules.map((rule) => (
                <RuleLine key={rule.id} rule={rule} />
              ))}
            </PlainTable>
          )
        }
      </Asked>
      <Templates />
    </>
  );
}

const none = {
  tone: "empty",
  title: "No rule yet",
  detail: "Switch on one of those below, or turn a query into one on the page Query.",
} as const;

function RuleLine({ rule }: { readonly rule: RuleView }) {
  const { id, name, severity, last, schedule, actions } = rule;
  const { now } = useWorld();
  const { data: channels = [] } = useChannels();
  const told = actions.map((action) => {
    if (action.kind === "tag") return `tag.${action.name}`;
    const channel = channels.find((one) => one.id === action.channelId);
    return channel?.name ?? `channel ${action.channelId}`;
  });
  return (
    <tr>
      <td>
        <RuleState rule={rule} />
      </td>
      <td className="first-text">
        <Link to="/rule" search={{ id: String(id) }}>
          {name}
        </Link>
      </td>
      <td>
        <Severity value={severity} />
      </td>
      <td className="numeric">{last?.total.toLocaleString("en") ?? "–"}</td>
      <td>{last === null ? "–" : ago(last.endedOn, now())}</td>
      <td>{scheduleText(schedule)}</td>
      <td>{told.join(", ") || "nobody"}</td>
    </tr>
  );
}
