import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSend } from "../api/use-send.ts";
import { Dialog } from "../part/dialog.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { InputField } from "../part/input-field.tsx";

interface ResetDialogProps {
  readonly name: string;
  readonly onClose: () => void;
}

/** Gives somebody a new password. */
export function ResetDialog({ name, onClose }: ResetDialogProps) {
  const [password, setPassword] = useState("");
  const reset = useSend<string>((wanted) => {
    return { path: "users/reset", method: "POST", body: { name, password: wanted } };
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    reset.mutate(password, { onSuccess: onClose });
  }
  return (
    <Dialog label={`A new password for ${name}`} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <h2>A new password for {name}</h2>
        <InputField
          label="New password"
          type="password"
          autoComplete="new-password"
          help="At least 12 characters. They are let in again, and logged out everywhere. Hand it over by another way than mail."
          value={password}
          onChange={setPassword}
          isRequired
        />
        <FormFailure error={reset.error} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" loading={reset.isPending} disabled={password === ""}>
            Set password
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
