import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { InstanceView } from "../../../src/service/instances/instance-view.ts";
import { useSend } from "../api/use-send.ts";
import { RoleButton } from "../app/role-button.tsx";
import { useRefusal } from "../app/session.ts";
import { useWorld } from "../app/world.ts";
import { Asked } from "../part/asked.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { SureButton } from "../part/sure-button.tsx";
import { TargetForm } from "./target-form.tsx";
import type { TargetView } from "./target-view.ts";

/** Where one instance's graph is published to. */
export function Target({ instance }: { readonly instance: InstanceView }) {
  const { call } = useWorld();
  const { id, accountName, tenantId } = instance;
  const target = useQuery({
    queryKey: ["publication", id],
    queryFn: async ({ signal }): Promise<{ readonly target: TargetView | null }> =>
      (await call(`instances/${id}/publication`, { signal })).json(),
  });
  return (
    <section className="card">
      <h2>{accountName ?? tenantId}</h2>
      <Asked asked={target}>
        {(found) => <TargetFacts instanceId={id} target={found.target} />}
      </Asked>
    </section>
  );
}

interface TargetFactsProps {
  readonly instanceId: number;
  readonly target: TargetView | null;
}

function TargetFacts({ instanceId, target }: TargetFactsProps) {
  const [edits, setEdits] = useState(false);
  const refusal = useRefusal("administrator");
  const publish = useSend<number>((id) => ({ path: `instances/${id}/publish`, method: "POST" }));
  const drop = useSend<number>((id) => ({ path: `instances/${id}/publication`, method: "DELETE" }));
  if (edits)
    return <TargetForm instanceId={instanceId} target={target} onClose={() => setEdits(false)} />;
  return (
    <>
      <p>{target === null ? "Not published to JupiterOne." : said(target)}</p>
      <FormFailure error={publish.error ?? drop.error} />
      <div className="line-actions">
        {target !== null && (
          <RoleButton
            least="editor"
            size="xs"
            variant="default"
            loading={publish.isPending}
            disabled={target.asked}
            onClick={() => publish.mutate(instanceId)}
          >
            {target.asked ? "Will be published within moments" : "Publish now"}
          </RoleButton>
        )}
        <RoleButton
          least="administrator"
          size="xs"
          variant="default"
          onClick={() => setEdits(true)}
        >
          {target === null ? "Publish to JupiterOne" : "Edit"}
        </RoleButton>
        {target !== null && (
          <SureButton
            label="Publish no more"
            sure="Forget the target and its API key"
            isBusy={drop.isPending}
            disabled={refusal !== undefined}
            onSure={() => drop.mutate(instanceId)}
          />
        )}
      </div>
    </>
  );
}

function said(target: TargetView): string {
  const { apiUrl, account, integrationInstanceId, scope, afterRun } = target;
  const whose =
    integrationInstanceId === null
      ? `as scope ${scope ?? ""}`
      : `as integration instance ${integrationInstanceId}`;
  const when = afterRun ? "after every run" : "when somebody asks";
  return `Published to account ${account} at ${apiUrl}, ${whose}, ${when}.`;
}
