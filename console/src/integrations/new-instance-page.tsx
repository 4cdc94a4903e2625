import { Button } from "@mantine/core";
import type { FormEvent } from "react";
import type { InstanceView } from "../../../src/service/instances/instance-view.ts";
import { useAddress } from "../app/address.ts";
import { FormFailure } from "../part/form-failure.tsx";
import { AccessTestCard } from "./access-test-card.tsx";
import type { AccessTest } from "./access-test.ts";
import { bodyOf } from "./instance-body.ts";
import { emptyDraft, type InstanceDraft } from "./instance-draft.ts";
import { InstanceForm } from "./instance-form.tsx";
import { SetUpGuide } from "./set-up-guide.tsx";
import { useDraft } from "./use-draft.ts";
import { RoleFields } from "../app/role-fields.tsx";
import { useSend } from "../api/use-send.ts";

/** Connects a tenant: the form beside the guide, and a test before anything is kept. */
export function NewInstancePage() {
  return (
    <div className="page new-instance">
      <h1>Connect a Defender tenant</h1>
      <div className="form-columns">
        <NewInstanceForm />
        <SetUpGuide />
      </div>
    </div>
  );
}

function NewInstanceForm() {
  const { go } = useAddress();
  const { draft, problems, form, change, isReady } = useDraft(emptyDraft);
  const test = useSend<InstanceDraft, AccessTest>((given) => {
    return { path: "instances/test", method: "POST", body: bodyOf(given) };
  });
  const create = useSend<InstanceDraft, InstanceView>((given) => {
    return { path: "instances", method: "POST", body: bodyOf(given) };
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isReady())
      create.mutate(draft, { onSuccess: ({ id }) => go("/instance", { id: String(id) }) });
  }
  return (
    <form ref={form} className="card form" noValidate onSubmit={submit}>
      <RoleFields least="administrator">
        <InstanceForm draft={draft} problems={problems} onChange={change} />
        <FormFailure error={test.error ?? create.error} />
        {test.data !== undefined && <AccessTestCard test={test.data} />}
        <div className="form-actions">
          <Button
            variant="default"
            loading={test.isPending}
            onClick={() => isReady() && test.mutate(draft)}
          >
            Test connection
          </Button>
          <Button type="submit" loading={create.isPending}>
            Create and run
          </Button>
        </div>
      </RoleFields>
    </form>
  );
}
