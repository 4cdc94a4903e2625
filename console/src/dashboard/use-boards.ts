import type {
  DashboardDefinition,
  DashboardView,
} from "../../../src/service/dashboards/dashboard-view.ts";
import { useAsk } from "../api/use-ask.ts";
import { useSend } from "../api/use-send.ts";

/** A tile of a board. */
export type Tile = DashboardDefinition["tiles"][number];

/** The boards that were made here. */
export function useBoards() {
  return useAsk<{ readonly items: readonly DashboardView[] }>("dashboards");
}

/** Saves a board in place of what it was. */
export function useSaveBoard() {
  return useSend<DashboardView, DashboardView>(({ id, title, tiles, version }) => ({
    path: `dashboards/${id}`,
    method: "PUT",
    body: { title, tiles, version },
  }));
}

/** Makes a board. */
export function useMakeBoard() {
  return useSend<DashboardDefinition, DashboardView>((body) => ({
    path: "dashboards",
    method: "POST",
    body,
  }));
}
