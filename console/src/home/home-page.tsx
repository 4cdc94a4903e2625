import { Navigate } from "@tanstack/react-router";
import { useAddress } from "../app/address.ts";
import { emptyGraph } from "../part/empty-graph.ts";
import { failureMessage } from "../part/failure-message.ts";
import { MessageCard } from "../part/message-card.tsx";
import { Waiting } from "../part/waiting.tsx";
import { useShape } from "../query/use-catalogue.ts";
import { FiringTile } from "./firing-tile.tsx";
import { HomeWarnings } from "./home-warnings.tsx";
import { LastRuns } from "./last-runs.tsx";
import { MatchingTile } from "./matching-tile.tsx";
import { RecentChanges } from "./recent-changes.tsx";
import { StarterList } from "./starter-list.tsx";
import { Tile } from "./tile.tsx";
import { attention, inventory } from "./tiles.ts";

/** Where a reader begins: what there is, what deserves a look, what changed, and questions to ask. */
export function HomePage() {
  const { search, go } = useAddress();
  const { data: shape, error, refetch } = useShape();
  // Addresses of earlier versions have the query here.
  if (search.q !== undefined) return <Navigate to="/query" search={search} replace />;
  if (error !== null && shape === undefined)
    return <MessageCard isPage message={failureMessage(error, () => void refetch())} />;
  if (shape === undefined) return <Waiting />;
  if (shape.entities.length === 0) return <MessageCard isPage message={emptyGraph(go)} />;
  return (
    <div className="page">
      <h1>What there is</h1>
      <HomeWarnings />
      <ul className="tiles">
        {inventory.map((tile) => (
          <Tile key={tile.label} tile={tile} />
        ))}
      </ul>
      <div className="home-columns">
        <div className="stack">
          <section className="card">
            <h2>What deserves a look</h2>
            <ul className="attention">
              <FiringTile />
              {attention.map((tile) => (
                <Tile key={tile.label} tile={tile} />
              ))}
              <MatchingTile />
            </ul>
          </section>
          <RecentChanges />
        </div>
        <div className="stack">
          <section className="card">
            <h2>Ask</h2>
            <StarterList />
          </section>
          <LastRuns />
        </div>
      </div>
    </div>
  );
}
