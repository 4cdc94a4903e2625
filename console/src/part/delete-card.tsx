import { Button } from "@mantine/core";
import { useState } from "react";
import type { Role } from "../../../src/service/caller.ts";
import { RoleButton } from "../app/role-button.tsx";
import { FormFailure } from "./form-failure.tsx";

interface DeleteCardProps {
  /** What is deleted, such as "rule". */
  readonly what: string;
  /** What goes with it, and what stays. */
  readonly detail: string;
  /** The role that deleting it needs. */
  readonly least: Role;
  readonly error: Error | null;
  readonly onDelete: () => void;
}

/** Deletes something, after a second press. */
export function DeleteCard({ what, detail, least, error, onDelete }: DeleteCardProps) {
  const [asked, setAsked] = useState(false);
  return (
    <section className="card form">
      <h2>Delete this {what}</h2>
      <p className="muted">{detail}</p>
      <FormFailure error={error} />
      <div className="form-actions">
        {asked ? (
          <>
            <Button variant="default" onClick={() => setAsked(false)}>
              Keep it
            </Button>
            <Button onClick={onDelete}>Delete it for good</Button>
          </>
        ) : (
          <RoleButton least={least} variant="default" onClick={() => setAsked(true)}>
            Delete
          </RoleButton>
        )}
      </div>
    </section>
  );
}
