import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useAddress } from "../app/address.ts";
import { Dialog } from "../part/dialog.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { InputField } from "../part/input-field.tsx";
import { useMakeBoard } from "./use-boards.ts";

/** Names a new board and opens it. */
export function NewBoard({ onClose }: { readonly onClose: () => void }) {
  const { go } = useAddress();
  const [title, setTitle] = useState("");
  const make = useMakeBoard();
  function submit(event: FormEvent): void {
    event.preventDefault();
    make.mutate(
      { title, tiles: [] },
      {
        onSuccess: ({ id }) => {
          onClose();
          go("/dashboard", { id: String(id), edit: "board" });
        },
      },
    );
  }
  return (
    <Dialog label="New dashboard" onClose={onClose}>
      <form className="form" noValidate onSubmit={submit}>
        <h2>New dashboard</h2>
        <InputField label="Name" isRequired value={title} onChange={setTitle} />
        <FormFailure error={make.error} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={make.isPending} disabled={title.trim() === ""}>
            Make it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
