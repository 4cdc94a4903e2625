import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Role } from "../../../src/service/caller.ts";
import { useSend } from "../api/use-send.ts";
import { FormFailure } from "../part/form-failure.tsx";
import { InputField } from "../part/input-field.tsx";
import { SelectField } from "../part/select-field.tsx";
import { roleChoices } from "./roles.ts";

interface NewUser {
  readonly name: string;
  readonly displayName: string;
  readonly role: Role;
  readonly password: string;
}

const nobody: NewUser = { name: "", displayName: "", role: "viewer", password: "" };

/** Lets somebody in. */
export function NewUserForm() {
  const [draft, setDraft] = useState(nobody);
  const create = useSend<NewUser, { readonly name: string }>(({ displayName, ...given }) => ({
    path: "users",
    method: "POST",
    body: displayName === "" ? given : { ...given, displayName },
  }));
  function submit(event: FormEvent): void {
    event.preventDefault();
    create.mutate(draft, { onSuccess: () => setDraft(nobody) });
  }
  return (
    <form className="card form narrow" onSubmit={submit}>
      <h2>Let somebody in</h2>
      <UserFields draft={draft} onChange={(patch) => setDraft({ ...draft, ...patch })} />
      <FormFailure error={create.error} />
      {create.isSuccess && <p role="status">{create.data.name} can log in now.</p>}
      <div className="form-actions">
        <Button
          type="submit"
          loading={create.isPending}
          disabled={draft.name === "" || draft.password === ""}
        >
          Make the user
        </Button>
      </div>
    </form>
  );
}

interface UserFieldsProps {
  readonly draft: NewUser;
  readonly onChange: (patch: Partial<NewUser>) => void;
}

function UserFields({ draft, onChange }: UserFieldsProps) {
  return (
    <>
      <InputField
        label="Name"
        help="What they type to log in, such as a mail address."
        value={draft.name}
        onChange={(name) => onChange({ name })}
        isRequired
      />
      <InputField
        label="Displayed as"
        value={draft.displayName}
        onChange={(displayName) => onChange({ displayName })}
      />
      <SelectField
        label="Role"
        value={draft.role}
        options={roleChoices}
        onChange={(role) => onChange({ role })}
      />
      <InputField
        label="Password"
        type="password"
        autoComplete="new-password"
        help="At least 12 characters. They can change it under Settings."
        value={draft.password}
        onChange={(password) => onChange({ password })}
        isRequired
      />
    </>
  );
}
