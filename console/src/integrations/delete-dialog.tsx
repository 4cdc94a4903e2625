import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSend } from "../api/use-send.ts";
import { useAddress } from "../app/address.ts";
import { Dialog } from "../part/dialog.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { counted } from "../part/format.ts";
import { InputField } from "../part/input-field.tsx";
import { SelectField } from "../part/select-field.tsx";
import type { HeldInstance } from "./held-instance.ts";

interface DeleteDialogProps {
  readonly instance: HeldInstance;
  readonly onClose: () => void;
}

type Fate = "keep" | "delete";

const fates: ReadonlyMap<Fate, string> = new Map([
  ["keep", "keep it: the graph and its history can be asked, nothing reads it any more"],
  ["delete", "delete it, now and in the past, for good"],
]);

/** Deletes an instance, with what was read or without; says first how much that is, and wants its name for what is for good. */
export function DeleteDialog({ instance, onClose }: DeleteDialogProps) {
  const { go } = useAddress();
  const { id, state } = instance;
  const name = instance.accountName ?? instance.tenantId;
  const [fate, setFate] = useState<Fate>(state === "detached" ? "delete" : "keep");
  const [typed, setTyped] = useState("");
  const remove = useSend<Fate>((data) => {
    return { path: `instances/${id}`, method: "DELETE", body: { data } };
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    remove.mutate(fate, { onSuccess: () => go("/integrations") });
  }
  return (
    <Dialog label={`Delete ${name}`} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <h2>Delete {name}</h2>
        <p>
          Its secret and settings go. It holds <b>{heldText(instance)}</b>.
        </p>
        {state !== "detached" && (
          <SelectField
            label="What was read of the tenant"
            value={fate}
            options={fates}
            onChange={setFate}
          />
        )}
        {fate === "delete" && (
          <InputField
            label={`Type “${name}” to delete it with its data`}
            value={typed}
            onChange={setTyped}
            isRequired
          />
        )}
        <FormFailure error={remove.error} />
        <DeleteActions
          fate={fate}
          isBusy={remove.isPending}
          isSure={fate === "keep" || typed === name}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

interface DeleteActionsProps {
  readonly fate: Fate;
  readonly isBusy: boolean;
  readonly isSure: boolean;
  readonly onClose: () => void;
}

function DeleteActions({ fate, isBusy, isSure, onClose }: DeleteActionsProps) {
  return (
    <div className="form-actions">
      <Button variant="default" onClick={onClose}>
        Leave it
      </Button>
      <Button
        type="submit"
        className="bad-button"
        variant="default"
        loading={isBusy}
        disabled={!isSure}
      >
        {fate === "delete" ? "Delete with its data" : "Delete, keep its data"}
      </Button>
    </div>
  );
}

function heldText({ holds }: HeldInstance): string {
  return [
    counted(holds.entities, "entity", "entities"),
    counted(holds.relationships, "relationship", "relationships"),
    counted(holds.versions, "earlier version", "earlier versions"),
    counted(holds.runs, "run", "runs"),
  ].join(", ");
}
