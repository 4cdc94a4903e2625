import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Role } from "../../../src/service/caller.ts";
import { useSend } from "../api/use-send.ts";
import { useInstances } from "../integrations/use-instances.ts";
import { CopyButton } from "../part/copy-button.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { InputField } from "../part/input-field.tsx";
import { SelectField } from "../part/select-field.tsx";
import { roleChoices } from "./roles.ts";

interface NewToken {
  readonly name: string;
  readonly role: Role;
  /** The number of the only instance that it is for; empty for all. */
  readonly instance: string;
  readonly days: string;
}

const blank: NewToken = { name: "", role: "viewer", instance: "", days: "90" };

/** Makes a token, and shows it once. */
export function NewTokenForm() {
  const [draft, setDraft] = useState(blank);
  const create = useSend<NewToken, { readonly name: string; readonly token: string }>((given) => ({
    path: "tokens",
    method: "POST",
    body: bodyOf(given),
  }));
  const change = (patch: Partial<NewToken>): void => setDraft({ ...draft, ...patch });
  function submit(event: FormEvent): void {
    event.preventDefault();
    create.mutate(draft, { onSuccess: () => setDraft(blank) });
  }
  return (
    <form className="card form narrow" onSubmit={submit}>
      <h2>A new token</h2>
      <InputField
        label="Name"
        help="What it is for, such as the program that uses it."
        value={draft.name}
        onChange={(name) => change({ name })}
        isRequired
      />
      <SelectField
        label="Role"
        value={draft.role}
        options={roleChoices}
        onChange={(role) => change({ role })}
      />
      <InstanceChoice value={draft.instance} onChange={(instance) => change({ instance })} />
      <InputField
        label="Days that it holds"
        type="number"
        value={draft.days}
        onChange={(days) => change({ days })}
        isRequired
      />
      <FormFailure error={create.error} />
      <div className="form-actions">
        <Button type="submit" loading={create.isPending} disabled={draft.name.trim() === ""}>
          Make the token
        </Button>
      </div>
      {create.isSuccess && <Shown {...create.data} />}
    </form>
  );
}

function bodyOf({ name, role, instance, days }: NewToken): object {
  const body = { name, role, days: Number(days) };
  return instance === "" ? body : { ...body, instanceId: Number(instance) };
}

interface InstanceChoiceProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function InstanceChoice({ value, onChange }: InstanceChoiceProps) {
  const { data = [] } = useInstances();
  const options = new Map([["", "everything that the role may see"]]);
  for (const { id, accountName, tenantId } of data)
    options.set(String(id), `only ${accountName ?? tenantId}`);
  return <SelectField label="For" value={value} options={options} onChange={onChange} />;
}

function Shown({ name, token }: { readonly name: string; readonly token: string }) {
  return (
    <div className="shown-once" role="status">
      <p>
        The token <b>{name}</b>. Copy it now: it is never shown again.
      </p>
      <code>{token}</code>
      <CopyButton label="Copy" text={token} />
    </div>
  );
}
