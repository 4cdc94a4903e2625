import { Button } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import type { InstanceView } from "../../../src/service/instances/instance-view.ts";
import { useAddress } from "../app/address.ts";
import { FormFailure } from "../part/form-failure.tsx";
import { AccessTestCard } from "./access-test-card.tsx";
import type { AccessTest } from "./access-test.ts";
import { bodyOf, emptyDraft, type InstanceDraft, problemsOf } from "./instance-draft.ts";
import { InstanceForm } from "./instance-form.tsx";
import { SetUpGuide } from "./set-up-guide.tsx";
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
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(emptyDraft);
  const [problems, setProblems] = useState<ReadonlyMap<keyof InstanceDraft, string>>(new Map());
  const test = useSend<InstanceDraft, AccessTest>((given) => {
    return { path: "instances/test", method: "POST", body: bodyOf(given) };
  });
  const create = useSend<InstanceDraft, InstanceView>((given) => {
    return { path: "instances", method: "POST", body: bodyOf(given) };
  });
  function isReady(): boolean {
    const found = problemsOf(draft);
    setProblems(found);
    const [first] = found.keys();
    if (first !== undefined) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    return found.size === 0;
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isReady())
      create.mutate(draft, { onSuccess: ({ id }) => go("/instance", { id: String(id) }) });
  }
  return (
    <form ref={form} className="card form" noValidate onSubmit={submit}>
      <InstanceForm
        draft={draft}
        problems={problems}
        onChange={(patch) => setDraft({ ...draft, ...patch })}
      />
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
    </form>
  );
}
