import { Link } from "@tanstack/react-router";
import type { InstanceView } from "../../../src/service/instances/instance-view.ts";
import { useAddress } from "../app/address.ts";
import { RoleButton } from "../app/role-button.tsx";
import { useWorld } from "../app/world.ts";
import { failureMessage } from "../part/failure-message.ts";
import { ago, moment } from "../part/format.ts";
import { MessageCard } from "../part/message-card.tsx";
import { Waiting } from "../part/waiting.tsx";
import { RunState } from "../runs/run-state.tsx";
import { intervals } from "./intervals.ts";
import { InstanceWarnings } from "./instance-warnings.tsx";
import { RunNow } from "./run-now.tsx";
import { useInstances } from "./use-instances.ts";

/** The tenants that are read. */
export function IntegrationsPage() {
  const { go } = useAddress();
  const { data, error, refetch } = useInstances();
  if (error !== null && data === undefined)
    return <MessageCard isPage message={failureMessage(error, () => void refetch())} />;
  return (
    <div className="page">
      <div className="page-head">
        <h1>Integrations</h1>
        <div className="page-actions">
          <RoleButton least="administrator" onClick={() => go("/integrations/new")}>
            Connect a tenant
          </RoleButton>
        </div>
      </div>
      {data === undefined && <Waiting />}
      {data?.length === 0 && (
        <MessageCard
          message={{
            tone: "empty",
            title: "No tenant is connected",
            detail:
              "Connect one with an app registration and five read permissions; the form says where each value comes from.",
            actions: [{ label: "Connect a tenant", run: () => go("/integrations/new") }],
          }}
        />
      )}
      <ul className="instances">
        {data?.map((instance) => (
          <InstanceCard key={instance.id} instance={instance} />
        ))}
      </ul>
    </div>
  );
}

function InstanceCard({ instance }: { readonly instance: InstanceView }) {
  const { id, accountName, tenantId, pollingInterval, state, lastRun, nextRunOn } = instance;
  const { now } = useWorld();
  return (
    <li className="card instance-card">
      <h2>
        <Link to="/instance" search={{ id: String(id) }} className="plain-link">
          {accountName ?? tenantId}
        </Link>
      </h2>
      <p className="muted">
        {tenantId} · {intervals[pollingInterval] ?? pollingInterval}
        {nextRunOn !== null && `, next ${moment(nextRunOn)}`}
        {state !== "active" && ` · ${state}`}
      </p>
      {lastRun !== null && (
        <p>
          <Link to="/run" search={{ id: String(lastRun.id) }}>
            Run {lastRun.id}
          </Link>{" "}
          <RunState state={lastRun.state} />{" "}
          <span className="muted">{ago(lastRun.endedOn ?? lastRun.startedOn, now())}</span>
        </p>
      )}
      <InstanceWarnings instance={instance} />
      {state === "active" && <RunNow id={id} />}
    </li>
  );
}
