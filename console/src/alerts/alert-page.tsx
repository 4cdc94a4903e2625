import { Link } from "@tanstack/react-router";
import type { WholeAlertView } from "../../../src/service/alerts/alert-view.ts";
import { useAsk } from "../api/use-ask.ts";
import { useAddress } from "../app/address.ts";
import { Asked } from "../part/asked.tsx";
import { moment } from "../part/format.ts";
import { Severity } from "../part/severity.tsx";
import { AlertState } from "./alert-state.tsx";
import { EvidenceView } from "./evidence-view.tsx";
import { Treatment } from "./treatment.tsx";

/** One alert: what was found, what happened to it, and what a person can say of it. */
export function AlertPage() {
  const { path } = useAddress();
  const id = path.split("/").at(-1) ?? "";
  const alert = useAsk<WholeAlertView>(`alerts/${encodeURIComponent(id)}`, {
    again: (reply) => (reply === undefined ? false : 15_000),
  });
  return (
    <Asked asked={alert} isPage>
      {(whole) => <AlertView alert={whole} />}
    </Asked>
  );
}

function AlertView({ alert }: { readonly alert: WholeAlertView }) {
  const { id, ruleId, title, severity, openedOn, lastSeenOn, closedOn, closeReason } = alert;
  return (
    <div className="page watch">
      <p className="crumbs">
        <Link to="/alerts">Alerts</Link>
      </p>
      <div className="page-head">
        <h1>{title}</h1>
        <AlertState alert={alert} />
        <Severity value={severity} />
      </div>
      <p className="muted">
        Alert {id} of{" "}
        <Link to="/rule" search={{ id: String(ruleId) }}>
          rule {ruleId}
        </Link>
        , open since {moment(openedOn)},{" "}
        {closedOn === null ? `last seen ${moment(lastSeenOn)}` : `closed ${moment(closedOn)}`}
        {closeReason !== null && `: ${closeReason}`}
      </p>
      {alert.state !== "closed" && <Treatment alert={alert} />}
      <EvidenceView evidence={alert.evidence} />
      <Happenings events={alert.events} />
    </div>
  );
}

function Happenings({ events }: Pick<WholeAlertView, "events">) {
  return (
    <section className="card">
      <h2>What happened</h2>
      <ol className="happenings">
        {events.map(({ id, happenedOn, event, state, actor, note }) => (
          <li key={id}>
            <time>{moment(happenedOn)}</time>
            <b>{event}</b>
            <span>
              {state}, by {actor}
              {note !== null && `: ${note}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
