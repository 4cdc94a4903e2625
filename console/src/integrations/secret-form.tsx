import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { FormFailure } from "../part/form-failure.tsx";
import { Field } from "../part/field.tsx";
import { useSend } from "../api/use-send.ts";

interface NewSecret {
  readonly secret: string;
  readonly expiresOn: string;
}

/** Takes a new secret in place of the one that is kept. */
export function SecretForm({ id }: { readonly id: number }) {
  const [draft, setDraft] = useState<NewSecret>({ secret: "", expiresOn: "" });
  const save = useSend<NewSecret>(({ secret, expiresOn }) => ({
    path: `instances/${id}`,
    method: "PATCH",
    body: {
      credential: { kind: "secret", secret },
      secretExpiresOn: expiresOn === "" ? null : expiresOn,
    },
  }));
  function submit(event: FormEvent): void {
    event.preventDefault();
    save.mutate(draft, { onSuccess: () => setDraft({ secret: "", expiresOn: "" }) });
  }
  return (
    <form className="card form" onSubmit={submit}>
      <h2>New client secret</h2>
      <Field label="Value" help="Sealed at rest, never shown again." isRequired>
        {(attributes) => (
          <input
            {...attributes}
            type="password"
            autoComplete="new-password"
            value={draft.secret}
            onChange={({ currentTarget }) => setDraft({ ...draft, secret: currentTarget.value })}
          />
        )}
      </Field>
      <Field label="Expires on">
        {(attributes) => (
          <input
            {...attributes}
            type="date"
            value={draft.expiresOn}
            onChange={({ currentTarget }) => setDraft({ ...draft, expiresOn: currentTarget.value })}
          />
        )}
      </Field>
      <FormFailure error={save.error} />
      {save.isSuccess && <p role="status">Saved. The next run uses it.</p>}
      <div className="form-actions">
        <Button type="submit" loading={save.isPending} disabled={draft.secret === ""}>
          Save
        </Button>
      </div>
    </form>
  );
}
