import { lazy, Suspense, useState } from "react";
import { RoleButton } from "../app/role-button.tsx";
import { Icon } from "../part/icon.tsx";

const AddToBoard = lazy(async () => {
  const { AddToBoard: dialog } = await import("./add-to-board.tsx");
  return { default: dialog };
});

interface AddToBoardButtonProps {
  readonly query: string;
  readonly title?: string;
}

/** Leads to the dialog that puts a query onto a board. */
export function AddToBoardButton({ query, title }: AddToBoardButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <RoleButton
        least="editor"
        size={title === undefined ? "xs" : "compact-sm"}
        variant={title === undefined ? "default" : "subtle"}
        leftSection={title === undefined && <Icon name="chart" size={14} />}
        onClick={() => setOpen(true)}
      >
        Add to dashboard
        {title !== undefined && <span className="visually-hidden">: {title}</span>}
      </RoleButton>
      {isOpen && (
        <Suspense>
          <AddToBoard query={query} title={title ?? ""} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
