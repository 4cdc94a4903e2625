import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSend } from "../api/use-send.ts";
import { FormFailure } from "../part/form-failure.tsx";
import { InputField } from "../part/input-field.tsx";

interface NewPassword {
  readonly current: string;
  readonly password: string;
  readonly again: string;
}

const blank: NewPassword = { current: "", password: "", again: "" };

/** Changes one's own password. All sessions end with it, so it leads to the log-in. */
export function PasswordForm({ name }: { readonly name: string }) {
  const [draft, setDraft] = useState(blank);
  const { current, password, again } = draft;
  const change = useSend<{ readonly current: string; readonly password: string }>((body) => {
    return { path: "account/password", method: "POST", body };
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    change.mutate(
      { current, password },
      { onSuccess: () => window.location.assign("/login?next=/settings") },
    );
  }
  return (
    <form className="card form" onSubmit={submit}>
      <h2>Password</h2>
      <input type="hidden" name="username" autoComplete="username" value={name} />
      <PasswordFields draft={draft} onChange={(patch) => setDraft({ ...draft, ...patch })} />
      <FormFailure error={change.error} />
      <div className="form-actions">
        <Button
          type="submit"
          loading={change.isPending}
          disabled={current === "" || password === "" || again !== password}
        >
          Change password
        </Button>
      </div>
    </form>
  );
}

interface PasswordFieldsProps {
  readonly draft: NewPassword;
  readonly onChange: (patch: Partial<NewPassword>) => void;
}

function PasswordFields({ draft, onChange }: PasswordFieldsProps) {
  return (
    <>
      <InputField
        label="Current password"
        type="password"
        autoComplete="current-password"
        value={draft.current}
        onChange={(current) => onChange({ current })}
        isRequired
      />
      <InputField
        label="New password"
        type="password"
        autoComplete="new-password"
        help="At least 12 characters. You are logged out everywhere, and log in with it."
        value={draft.password}
        onChange={(password) => onChange({ password })}
        isRequired
      />
      <InputField
        label="New password again"
        type="password"
        autoComplete="new-password"
        problem={
          draft.again !== "" && draft.again !== draft.password ? "This is not the same." : undefined
        }
        value={draft.again}
        onChange={(again) => onChange({ again })}
        isRequired
      />
    </>
  );
}
