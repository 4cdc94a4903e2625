import type { PictureNode } from "../picture/picture.ts";
import type { GraphCommand } from "./graph-keys.ts";
import type { IconName } from "../part/icons.ts";
import { make, makeIcon } from "./make.ts";

interface NodeTool {
  readonly label: string;
  readonly icon: IconName;
  readonly command: GraphCommand;
  readonly for: "entity" | "any";
}

const tools: readonly NodeTool[] = [
  {
    label: "Neighbours (E)",
    icon: "expand",
    command: { kind: "node", action: "expand" },
    for: "entity",
  },
  { label: "Hide (H)", icon: "hide", command: { kind: "node", action: "hide" }, for: "any" },
  {
    label: "Collapse its type (C)",
    icon: "group",
    command: { kind: "node", action: "collapse" },
    for: "entity",
  },
  {
    label: "Path from here (P)",
    icon: "path",
    command: { kind: "node", action: "path" },
    for: "entity",
  },
];

/** What can be done with the node that is marked. */
export class NodeBar {
  readonly element = make("div", { class: "node-bar", hidden: true });
  readonly #onCommand: (command: GraphCommand) => void;

  constructor(onCommand: (command: GraphCommand) => void) {
    this.#onCommand = onCommand;
  }

  /** Shows the tools for a node; none for none. `begun` is where a path begins. */
  show(node: PictureNode | undefined, begun: PictureNode | null): void {
    this.element.hidden = node === undefined;
    if (node === undefined) return;
    const fitting = tools.filter(({ for: whom }) => whom === "any" || node.entity !== null);
    const buttons = fitting.map(({ label, icon, command }) => {
      const said = icon === "path" && begun !== null && begun !== node ? "Path to here (P)" : label;
      const attributes = { type: "button", class: "node-tool", title: said };
      const click = (): void => this.#onCommand(command);
      return make("button", { ...attributes, click }, [makeIcon(icon), said]);
    });
    const name = make("b", {}, node.label.replace("\n", ", "));
    const path = begun === null ? null : make("span", {}, `path from ${begun.label}`);
    this.element.replaceChildren(...[name, path, ...buttons].filter((child) => child !== null));
  }
}
