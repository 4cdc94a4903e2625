import type { AlertView } from "../../../src/service/alerts/alert-view.ts";
import { useAsk } from "../api/use-ask.ts";
import { TileLink } from "./tile-link.tsx";

interface FirstAlerts {
  readonly items: readonly AlertView[];
  readonly next: number | null;
}

/** How many alerts fire, and the way to them. */
export function FiringTile() {
  const { data } = useAsk<FirstAlerts>("alerts?state=open&limit=1000", {
    again: () => 15_000,
  });
  return (
    <TileLink
      label="Alerts that fire"
      icon="bell"
      path="/alerts"
      search={{}}
      count={data?.items.length}
      isLeast={(data?.next ?? null) !== null}
      isBad
    />
  );
}
