import { useAddress } from "../app/address.ts";
import { emptyGraph } from "../part/empty-graph.ts";
import { MessageCard } from "../part/message-card.tsx";
import { useShape } from "../query/use-catalogue.ts";
import { BoardChoice } from "./board-choice.tsx";
import { OwnBoard } from "./own-board.tsx";
import { ReadyBoard } from "./ready-board.tsx";

/** The board that ships, and those that were made here. The address says which one. */
export function DashboardPage() {
  const { data: shape } = useShape();
  const { search, go } = useAddress();
  const { id } = search;
  if (shape?.entities.length === 0) return <MessageCard isPage message={emptyGraph(go)} />;
  return (
    <div className="page">
      <BoardChoice chosen={id} />
      {id === undefined ? (
        <>
          <div className="page-head">
            <h1>Endpoint risk</h1>
          </div>
          <ReadyBoard />
        </>
      ) : (
        <OwnBoard key={id} id={id} />
      )}
    </div>
  );
}
