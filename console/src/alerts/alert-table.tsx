import { Link } from "@tanstack/react-router";
import type { AlertView } from "../../../src/service/alerts/alert-view.ts";
import { useAskPages } from "../api/use-ask.ts";
import { Asked } from "../part/asked.tsx";
import { moment } from "../part/format.ts";
import { MessageCard } from "../part/message-card.tsx";
import type { Message } from "../part/message.ts";
import { PlainTable } from "../part/plain-table.tsx";
import { Severity } from "../part/severity.tsx";
import { ShowMore } from "../part/show-more.tsx";
import { AlertState } from "./alert-state.tsx";

interface AlertTableProps {
  readonly label: string;
  readonly state: "live" | "all";
  readonly ruleId?: number;
  /** What to say when there is none. */
  readonly none: Message;
}

/** How often alerts are asked for, in milliseconds: who has just switched a rule on waits for the first. */
const soon = 4_000;

/** Alerts, the latest first. */
export function AlertTable({ label, state, ruleId, none }: AlertTableProps) {
  const ofRule = ruleId === undefined ? {} : { ruleId: String(ruleId) };
  const list = useAskPages<AlertView>("alerts", { state, ...ofRule }, soon);
  return (
    <Asked asked={list}>
      {({ pages }) => {
        const alerts = pages.flatMap(({ items }) => items);
        if (alerts.length === 0) return <MessageCard message={none} />;
        return (
          <>
            <PlainTable
              label={label}
              heads={["State", "Alert", "Severity", "Results", "Since", "Last seen"]}
            >
              {alerts.map((alert) => (
                <AlertLine key={alert.id} alert={alert} />
              ))}
            </PlainTable>
            <ShowMore list={list} />
          </>
        );
      }}
    </Asked>
  );
}

function AlertLine({ alert }: { readonly alert: AlertView }) {
  const { id, title, severity, total, openedOn, lastSeenOn, closedOn } = alert;
  return (
    <tr>
      <td>
        <AlertState alert={alert} isShort />
      </td>
      <td className="first-text">
        <Link to={`/alerts/${id}`}>{title}</Link>
      </td>
      <td>
        <Severity value={severity} />
      </td>
      <td className="numeric">{total.toLocaleString("en")}</td>
      <td>{moment(openedOn)}</td>
      <td>{moment(closedOn ?? lastSeenOn)}</td>
    </tr>
  );
}
