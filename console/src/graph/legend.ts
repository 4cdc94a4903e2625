import { make } from "./make.ts";
import type { PictureNode } from "../picture/picture.ts";
import { shortType } from "../picture/short-type.ts";
import { kindOf } from "../part/kind.ts";
import { makeKindMark } from "./kind-mark.ts";

interface Toggling {
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (type: string, hidden: boolean) => void;
}

/** Says which shape is what; a press hides or shows a type. */
export function makeLegend(nodes: readonly PictureNode[], toggling: Toggling): HTMLElement {
  const inOrder = nodes.toSorted((a, b) => a.layer - b.layer);
  const types = Map.groupBy(inOrder, ({ type }) => type);
  const items = [...types].map(([type, members]) =>
    make("li", {}, [makeItem(type, members, toggling)]),
  );
  const ring = nodes.some(({ alert }) => alert)
    ? make("li", { class: "legend-ring" }, [
        make("span", { class: "ring", "aria-hidden": "true" }),
        "critical or high risk",
      ])
    : null;
  return make("ul", { class: "legend", "aria-label": "Types in the picture" }, [...items, ring]);
}

function makeItem(
  type: string,
  members: readonly PictureNode[],
  { hidden: hiddenTypes, onToggle }: Toggling,
): HTMLElement {
  const shown = String(!hiddenTypes.has(type));
  const count = members.reduce((sum, node) => sum + (node.count ?? 1), 0);
  const button = make(
    "button",
    { type: "button", "aria-pressed": shown, title: `Hide or show ${type}` },
    [
      makeKindMark(kindOf(type, members[0]?.classes ?? [])),
      shortType(type),
      make("span", { class: "muted" }, count.toLocaleString("en")),
    ],
  );
  button.addEventListener("click", () => {
    const hidden = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!hidden));
    onToggle(type, hidden);
  });
  return button;
}
