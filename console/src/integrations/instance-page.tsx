import { Link } from "@tanstack/react-router";
import { Button } from "@mantine/core";
import type { InstanceView } from "../../../src/service/instances/instance-view.ts";
import { useAddress } from "../app/address.ts";
import { FormFailure } from "../part/form-failure.tsx";
import { Facts } from "../part/facts.tsx";
import { failureMessage } from "../part/failure-message.ts";
import { moment } from "../part/format.ts";
import { MessageCard } from "../part/message-card.tsx";
import { Tabs } from "../part/tabs.tsx";
import { Waiting } from "../part/waiting.tsx";
import { RunList } from "../runs/run-list.tsx";
import { AccessTestCard } from "./access-test-card.tsx";
import type { AccessTest } from "./access-test.ts";
import { intervals } from "./intervals.ts";
import { RunNow } from "./run-now.tsx";
import { SecretForm } from "./secret-form.tsx";
import { useSend } from "../api/use-send.ts";
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
        {data.state === "active" && <RunNow id={data.id} />}
      </div>
      {data.warnings.map((warning) => (
        <p key={warning} className="instance-warning">
          {warning}{" "}
          <button type="button" className="quiet" onClick={() => adjust({ tab: "Settings" })}>
            Enter a new secret
          </button>
        </p>
      ))}
      <Tabs
        label="About it"
        tabs={tabs}
        selected={tab}
        onSelect={(next) => adjust({ tab: next })}
      />
      {tab === "Runs" && <RunList instance={String(data.id)} />}
      {tab === "Settings" && <Settings instance={data} />}
      {tab === "Permissions" && <Permissions id={data.id} />}
    </div>
  );
}

function Settings({ instance }: { readonly instance: InstanceView }) {
  const { credential } = instance;
  return (
    <div className="form-columns">
      <section className="card">
        <Facts
          title="Settings"
          asHeading="h2"
          facts={[
            ["description", instance.description],
            ["tenant", instance.tenantId],
            ["client", instance.clientId],
            ["cloud", instance.cloud],
            ["polling", intervals[instance.pollingInterval] ?? instance.pollingInterval],
            ["data sources", instance.sources],
            ["tag account name", instance.tagAccountName],
            ["credential", credential.kind],
            ["expires", credential.expiresOn === null ? "not told" : moment(credential.expiresOn)],
            ["created", moment(instance.createdOn)],
          ]}
        />
      </section>
      <SecretForm id={instance.id} />
    </div>
  );
}

function Permissions({ id }: { readonly id: number }) {
  const test = useSend<number, AccessTest>((instance) => {
    return { path: `instances/${instance}/test`, method: "POST" };
  });
  return (
    <section className="card">
      <Button variant="default" loading={test.isPending} onClick={() => test.mutate(id)}>
        Test connection
      </Button>
      <FormFailure error={test.error} />
      {test.data !== undefined && <AccessTestCard test={test.data} />}
    </section>
  );
}
