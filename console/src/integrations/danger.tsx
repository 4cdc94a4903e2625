import { useState } from "react";
import { useSend } from "../api/use-send.ts";
import { RoleButton } from "../app/role-button.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import type { HeldInstance } from "./held-instance.ts";

/** Switches an instance off, or deletes it. */
export function Danger({ instance }: { readonly instance: HeldInstance }) {
  const [deletes, setDeletes] = useState(false);
  const { id, state } = instance;
  const change = useSend<boolean>((enabled) => {
    return { path: `instances/${id}`, method: "PATCH", body: { enabled } };
  });
  const isOff = state === "disabled";
  return (
    <section className="card form">
      <h2>{isOff ? "Switched off" : "Switch off or delete"}</h2>
      <p>
        {isOff
          ? "It is not read, on schedule or by hand, until it is switched on again. Its data stays."
          : "One that is switched off is not read, on schedule or by hand; its data stays."}
      </p>
      <FormFailure error={change.error} />
      <div className="line-actions">
        {state !== "detached" && state !== "deleting" && (
          <RoleButton
            least="administrator"
            variant="default"
            loading={change.isPending}
            onClick={() => change.mutate(isOff)}
          >
            {isOff ? "Switch on" : "Switch off"}
          </RoleButton>
        )}
        {state !== "deleting" && (
          <RoleButton least="administrator" variant="default" onClick={() => setDeletes(true)}>
            Delete …
          </RoleButton>
        )}
      </div>
      {deletes && <DeleteDialog instance={instance} onClose={() => setDeletes(false)} />}
    </section>
  );
}
