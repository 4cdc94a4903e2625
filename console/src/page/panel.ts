import type { ResultEdge, ResultEntity, Value } from "../../../src/j1ql/result.ts";
import { kindOf } from "../graph/kind.ts";
import { makeKindMark } from "../graph/kind-mark.ts";
import type { IconName } from "../graph/icons.ts";
import type { PictureNode } from "../picture/picture.ts";
import { breakable } from "./breakable.ts";
import { counted, moment, readable } from "./format.ts";
import { type Child, make, makeIcon } from "./make.ts";

/** The panel beside the result: what one thing is. */
export interface Panel {
  readonly element: HTMLElement;
  showEntity(entity: ResultEntity, actions: readonly PanelAction[]): void;
  showEdge(edge: ResultEdge, ends?: Ends): void;
  showGroup(node: PictureNode, actions: readonly PanelAction[]): void;
  close(): void;
  isOpen(): boolean;
}

/** What an edge links, by name. */
interface Ends {
  readonly from: string;
  readonly to: string;
}

/** A button of the panel. */
export interface PanelAction {
  readonly label: string;
  readonly icon: IconName;
  readonly run: () => void;
}

/** Makes the panel, closed. */
export function createPanel(onClose: () => void): Panel {
  const element = make("aside", {
    class: "panel",
    "aria-label": "Details",
    hidden: true,
    tabindex: -1,
  });

  function show(children: readonly (HTMLElement | null)[]): void {
    const button = make(
      "button",
      { type: "button", class: "icon-button", "aria-label": "Close details", click: close },
      [makeIcon("close")],
    );
    element.replaceChildren(button, ...children.filter((child) => child !== null));
    element.hidden = false;
    element.scrollTop = 0;
  }
  function close(): void {
    if (element.hidden) return;
    element.hidden = true;
    onClose();
  }
  return {
    element,
    showEntity: (entity, actions) => show(entityParts(entity, actions)),
    showEdge: (edge, ends) => show(edgeParts(edge, ends)),
    showGroup: (node, actions) => show(groupParts(node, actions)),
    close,
    isOpen: () => !element.hidden,
  };
}

function entityParts(
  { entity, properties, id }: ResultEntity,
  actions: readonly PanelAction[],
): readonly (HTMLElement | null)[] {
  const type = entity._type[0] ?? "entity";
  const { displayName: _, ...others } = properties;
  return [
    makeTitle(entity.displayName || entity._key, type, entity._class),
    makeActions(actions),
    makeFacts("Properties", Object.entries(others)),
    makeFacts("Metadata", [
      ["_key", entity._key],
      ["_type", entity._type],
      ["_class", entity._class],
      ["_version", entity._version],
      ["_createdOn", moment(entity._createdOn)],
      ["_beginOn", moment(entity._beginOn)],
      ["_id", id],
    ]),
  ];
}

function edgeParts(
  { relationship, properties }: ResultEdge,
  ends?: Ends,
): readonly (HTMLElement | null)[] {
  const { displayName: _, ...evidence } = properties;
  const from = ends?.from ?? relationship._fromEntityKey;
  const to = ends?.to ?? relationship._toEntityKey;
  return [
    make("div", { class: "panel-title" }, [
      make("div", {}, [
        make("h2", {}, relationship._class),
        make("p", { class: "muted" }, breakable(`${from} → ${to}`)),
      ]),
    ]),
    makeFacts("Evidence", Object.entries(evidence)),
    makeFacts("Metadata", [
      ["_key", relationship._key],
      ["_type", relationship._type],
      ["_fromEntityKey", relationship._fromEntityKey],
      ["_toEntityKey", relationship._toEntityKey],
      ["_version", relationship._version],
      ["_createdOn", moment(relationship._createdOn)],
      ["_beginOn", moment(relationship._beginOn)],
    ]),
  ];
}

function groupParts(
  node: PictureNode,
  actions: readonly PanelAction[],
): readonly (HTMLElement | null)[] {
  return [
    makeTitle(counted(node.count ?? 0, "entity", "entities"), node.type, node.classes),
    makeActions(actions),
  ];
}

function makeTitle(name: string, type: string, classes: readonly string[]): HTMLElement {
  return make("div", { class: "panel-title" }, [
    makeKindMark(kindOf(type, classes)),
    make("div", {}, [
      make("h2", {}, breakable(name)),
      make("p", { class: "muted" }, [make("code", {}, type), ` · ${classes.join(", ")}`]),
    ]),
  ]);
}

function makeActions(actions: readonly PanelAction[]): HTMLElement | null {
  if (actions.length === 0) return null;
  const buttons = actions.map(({ label, icon, run }) => {
    return make("button", { type: "button", class: "button", click: run }, [makeIcon(icon), label]);
  });
  return make("div", { class: "panel-actions" }, buttons);
}

function makeFacts(
  title: string,
  facts: readonly (readonly [string, Value])[],
): HTMLElement | null {
  const told = facts.filter(([, value]) => value !== null);
  if (told.length === 0) return null;
  const lines = told.flatMap(([name, value]) => [
    make("dt", {}, breakable(name)),
    make("dd", {}, makeValue(name, value)),
  ]);
  return make("section", { class: "facts" }, [make("h3", {}, title), make("dl", {}, lines)]);
}

/** A value as text; an address as a link that tells the other side nothing of this page. */
function makeValue(name: string, value: Value): readonly Child[] {
  if (typeof value !== "string" || !value.startsWith("https://"))
    return breakable(readable(name, value) || "–");
  const attributes = { href: value, target: "_blank", rel: "noopener noreferrer" };
  return [make("a", attributes, breakable(value))];
}
