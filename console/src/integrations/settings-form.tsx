import { Button } from "@mantine/core";
import { type FormEvent, useEffect } from "react";
import type { InstanceView } from "../../../src/service/instances/instance-view.ts";
import { useSend } from "../api/use-send.ts";
import { useAddress } from "../app/address.ts";
import { RoleFields } from "../app/role-fields.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { AccessTestCard } from "./access-test-card.tsx";
import type { AccessTest } from "./access-test.ts";
import { isEntered } from "./credential-draft.ts";
import { bodyOf, changesOf } from "./instance-body.ts";
import { draftOf, type InstanceDraft } from "./instance-draft.ts";
import { InstanceForm } from "./instance-form.tsx";
import { useDraft } from "./use-draft.ts";

/** Changes an instance; a new secret can be tested before it takes the place of the one that is kept. */
export function SettingsForm({ instance }: { readonly instance: InstanceView }) {
  const { search } = useAddress();
  const { id, credential } = instance;
  const kept = credential.isSet ? credential.kind : "";
  const { draft, problems, form, change, isReady } = useDraft(draftOf(instance), kept);
  const test = useSend<InstanceDraft, AccessTest>((given) =>
    isEntered(given) || given.credentialKind !== kept
      ? { path: "instances/test", method: "POST", body: bodyOf(given) }
      : { path: `instances/${id}/test`, method: "POST" },
  );
  const save = useSend<InstanceDraft, InstanceView>((given) => {
    return { path: `instances/${id}`, method: "PATCH", body: changesOf(given, instance) };
  });
  const { field } = search;
  useEffect(() => {
    if (field !== undefined)
      form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(field)}"]`)?.focus();
  }, [field, form]);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isReady())
      save.mutate(draft, {
        onSuccess: () => change({ secret: "", certificate: "", privateKey: "" }),
      });
  }
  return (
    <form ref={form} className="card form" noValidate onSubmit={submit}>
      <h2>Settings</h2>
      <RoleFields least="administrator">
        <InstanceForm draft={draft} problems={problems} onChange={change} kept={kept} />
        <FormFailure error={test.error ?? save.error} />
        {test.data !== undefined && <AccessTestCard test={test.data} />}
        {save.isSuccess && <p role="status">Saved. The next run uses it.</p>}
        <div className="form-actions">
          <Button
            variant="default"
            loading={test.isPending}
            onClick={() => isReady() && test.mutate(draft)}
          >
            Test connection
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </div>
      </RoleFields>
    </form>
  );
}
