import { Link } from "@tanstack/react-router";
import { useSend } from "../api/use-send.ts";
import { useAddress } from "../app/address.ts";
import { RoleButton } from "../app/role-button.tsx";
import { failureMessage } from "../part/failure-message.ts";
import { FormFailure } from "../part/form-failure.tsx";
import { MessageCard } from "../part/message-card.tsx";
import { Tabs } from "../part/tabs.tsx";
import { Waiting } from "../part/waiting.tsx";
import { RunList } from "../runs/run-list.tsx";
import { AccessTestCard } from "./access-test-card.tsx";
import type { AccessTest } from "./access-test.ts";
import { Danger } from "./danger.tsx";
import type { HeldInstance } from "./held-instance.ts";
import { InstanceFacts } from "./instance-facts.tsx";
import { InstanceWarnings } from "./instance-warnings.tsx";
import { RunNow } from "./run-now.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { useInstance } from "./use-instances.ts";

const tabs = ["Runs", "Settings", "Permissions"] as const;

/** One instance: its runs, its settings with a new secret, and what it may read. */
export function InstancePage() {
  const { search, adjust } = useAddress();
  const { data, error, refetch } = useInstance(search.id);
  if (error !== null && data === undefined)
    return <MessageCard isPage message={failureMessage(error, () => void refetch())} />;
  if (data === undefined) return <Waiting />;
  const tab = tabs.find((name) => name === search.tab) ?? "Runs";
  return (
    <div className="page">
      <p className="crumbs">
        <Link to="/integrations">Integrations</Link>
      </p>
      <div className="page-head">
        <h1>{data.accountName ?? data.tenantId}</h1>
        {data.state === "active" ? <RunNow id={data.id} /> : <p className="muted">{data.state}</p>}
      </div>
      <InstanceWarnings instance={data} />
      <Tabs
        label="About it"
        tabs={tabs}
        selected={tab}
        onSelect={(next) => adjust({ tab: next, field: undefined })}
      />
      {tab === "Runs" && <RunList instance={String(data.id)} />}
      {tab === "Settings" && <Settings instance={data} />}
      {tab === "Permissions" && <Permissions id={data.id} />}
    </div>
  );
}

function Settings({ instance }: { readonly instance: HeldInstance }) {
  const { state } = instance;
  return (
    <div className="form-columns">
      {state === "active" || state === "disabled" ? (
        <SettingsForm key={instance.id} instance={instance} />
      ) : (
        <p className="card muted">
          {state === "detached"
            ? "Its data is kept, nothing reads it any more. Connect the tenant again to go on with it."
            : "It is being deleted with its data."}
        </p>
      )}
      <div className="stack">
        <InstanceFacts instance={instance} />
        <Danger instance={instance} />
      </div>
    </div>
  );
}

function Permissions({ id }: { readonly id: number }) {
  const test = useSend<number, AccessTest>((instance) => {
    return { path: `instances/${instance}/test`, method: "POST" };
  });
  return (
    <section className="card">
      <p className="muted access-lead">
        Logs in with what is kept, looks which permissions the token carries, and says what a
        missing one leaves out and how it is granted. Nothing is read into the graph.
      </p>
      <RoleButton
        least="editor"
        variant="default"
        loading={test.isPending}
        onClick={() => test.mutate(id)}
      >
        Test connection
      </RoleButton>
      <FormFailure error={test.error} />
      {test.data !== undefined && <AccessTestCard test={test.data} />}
    </section>
  );
}
