import type { RunView } from "../../../src/service/runs/run-view.ts";

/** How much a run changed. */
export function changesText(counts: NonNullable<RunView["counts"]>): string {
  const said = (count: number): string => count.toLocaleString("en");
  const { created, updated, deleted, heldBack } = counts;
  const held = heldBack > 0 ? `, ${said(heldBack)} held back` : "";
  return `+${said(created)} ~${said(updated)} −${said(deleted)}${held}`;
}
