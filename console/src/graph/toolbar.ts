import { make, makeIcon } from "./make.ts";
import { type GraphCommand, zoomStep } from "./graph-keys.ts";
import type { IconName } from "../part/icons.ts";

interface Tool {
  readonly label: string;
  readonly icon: IconName;
  readonly command: GraphCommand;
}

const tools: readonly Tool[] = [
  { label: "Zoom in (+)", icon: "plus", command: { kind: "zoom", factor: zoomStep } },
  { label: "Zoom out (-)", icon: "minus", command: { kind: "zoom", factor: 1 / zoomStep } },
  { label: "Fit into view (0)", icon: "fit", command: { kind: "fit" } },
  { label: "Undo hiding and collapsing (Z)", icon: "undo", command: { kind: "undo" } },
  { label: "Another layout (L)", icon: "layout", command: { kind: "layout" } },
  { label: "Download as PNG", icon: "download", command: { kind: "image" } },
];

/** The picture's buttons. */
export function makeToolbar(onCommand: (command: GraphCommand) => void): HTMLElement {
  const buttons = tools.map(({ label, icon, command }) => {
    const attributes = { type: "button", class: "icon-button", title: label, "aria-label": label };
    return make("button", { ...attributes, click: () => onCommand(command) }, [makeIcon(icon)]);
  });
  return make("div", { class: "toolbar", role: "group", "aria-label": "Picture" }, buttons);
}
