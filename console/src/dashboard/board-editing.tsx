import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { DashboardView } from "../../../src/service/dashboards/dashboard-view.ts";
import { useSend } from "../api/use-send.ts";
import { useAddress } from "../app/address.ts";
import { FormFailure } from "../part/form-failure.tsx";
import { SureButton } from "../part/sure-button.tsx";
import { useSaveBoard } from "./use-boards.ts";

interface BoardEditingProps {
  readonly board: DashboardView;
  readonly onAdd: () => void;
}

/** What can be done with a board as a whole: another tile, another name, away with it. */
export function BoardEditing({ board, onAdd }: BoardEditingProps) {
  const { go } = useAddress();
  const [title, setTitle] = useState(board.title);
  const rename = useSaveBoard();
  const remove = useSend<number>((id) => ({ path: `dashboards/${id}`, method: "DELETE" }));
  function submit(event: FormEvent): void {
    event.preventDefault();
    rename.mutate({ ...board, title });
  }
  return (
    <section className="card board-editing" aria-label="This dashboard">
      <Button size="xs" onClick={onAdd}>
        Add a tile
      </Button>
      <form onSubmit={submit}>
        <label>
          Name{" "}
          <input
            type="text"
            value={title}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
          />
        </label>
        <Button
          type="submit"
          size="xs"
          variant="default"
          loading={rename.isPending}
          disabled={title.trim() === "" || title === board.title}
        >
          Rename
        </Button>
      </form>
      <SureButton
        label="Delete dashboard"
        sure="Delete it for good"
        isBusy={remove.isPending}
        onSure={() => remove.mutate(board.id, { onSuccess: () => go("/dashboard") })}
      />
      <FormFailure error={rename.error ?? remove.error} />
    </section>
  );
}
