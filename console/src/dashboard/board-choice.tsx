import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { RoleButton } from "../app/role-button.tsx";
import { NewBoard } from "./new-board.tsx";
import { useBoards } from "./use-boards.ts";

/** The boards to choose from, and the way to another one. */
export function BoardChoice({ chosen }: { readonly chosen: string | undefined }) {
  const { data } = useBoards();
  const [isMaking, setMaking] = useState(false);
  const boards = [
    { title: "Endpoint risk", id: undefined },
    ...(data?.items ?? []).map(({ title, id }) => ({ title, id: String(id) })),
  ];
  return (
    <nav className="board-choice" aria-label="Dashboards">
      <ul className="chips">
        {boards.map(({ title, id }) => (
          <li key={id ?? ""}>
            <Link
              to="/dashboard"
              search={id === undefined ? {} : { id }}
              className="chip"
              activeOptions={{ exact: true, includeSearch: true }}
              aria-current={id === chosen ? "page" : undefined}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
      <RoleButton least="editor" size="xs" variant="default" onClick={() => setMaking(true)}>
        New dashboard
      </RoleButton>
      {isMaking && <NewBoard onClose={() => setMaking(false)} />}
    </nav>
  );
}
