import { useAddress } from "../app/address.ts";
import { RunPanel } from "./run-panel.tsx";

/** One run: its steps as they go, what failed and what to do, and what happened. */
export function RunPage() {
  const { search } = useAddress();
  return (
    <div className="page">
      <RunPanel id={search.id} asHeading="h1" />
    </div>
  );
}
