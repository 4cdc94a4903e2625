import type { StylesheetJson } from "cytoscape";
import type { Theme } from "../app/theme.ts";
import { iconUri } from "../part/icons.ts";
import type { Sizes } from "../picture/place.ts";
import { type Kind, kinds } from "../part/kind.ts";
import { type Palette, font, leastFont, palettes } from "./palette.ts";

/** The canvas's style: one selector for each kind of entity, and the states of reading (faded, selected). */
export function graphStyle(theme: Theme, sizes: Sizes): StylesheetJson {
  const palette = palettes[theme];
  return [
    nodeStyle(palette, sizes),
    ...kinds.map((kind) => kindStyle(kind, theme)),
    edgeStyle(palette, sizes),
    ...edgeVariants(sizes),
    ...groupStyles(palette),
    ...stateStyles(palette),
  ];
}

type Block = StylesheetJson[number];

function nodeStyle({ ink, ground }: Palette, { node, font: size, label }: Sizes): Block {
  return {
    selector: "node",
    style: {
      width: node,
      height: node,
      label: "data(label)",
      color: ink,
      "font-family": font,
      "font-size": size,
      "text-valign": "bottom",
      "text-margin-y": 5,
      "text-wrap": "ellipsis",
      "text-max-width": `${label}px`,
      "text-outline-color": ground,
      "text-outline-width": 2.5,
      "min-zoomed-font-size": leastFont,
      "background-fit": "none",
      "background-width": "56%",
      "background-height": "56%",
      "border-width": 0,
    },
  };
}

function kindStyle(kind: Kind, theme: Theme): Block {
  return {
    selector: `node[kind = "${kind.name}"]`,
    style: {
      shape: kind.shape,
      "background-color": kind[theme],
      "background-image": iconUri(kind.icon, "#ffffff"),
    },
  };
}

function edgeStyle({ muted, ground, line }: Palette, { font: size }: Sizes): Block {
  return {
    selector: "edge",
    style: {
      "curve-style": "bezier",
      label: "data(label)",
      width: 1.6,
      "line-color": line,
      "target-arrow-color": line,
      "target-arrow-shape": "triangle",
      "arrow-scale": 1.05,
      color: muted,
      "font-family": font,
      "font-size": size - 1,
      "text-rotation": "autorotate",
      "text-background-color": ground,
      "text-background-opacity": 1,
      "text-background-padding": "2px",
      "min-zoomed-font-size": leastFont,
      "loop-direction": "38deg",
      "loop-sweep": "-46deg",
    },
  };
}

function edgeVariants({ node }: Sizes): readonly Block[] {
  const loop = {
    "text-rotation": "none",
    "text-margin-y": -4,
    "control-point-step-size": 12 + 0.6 * node,
  } as const;
  return [
    { selector: "edge.upright", style: { "text-rotation": "none" } },
    { selector: "edge:loop", style: loop },
    {
      selector: "edge[distances]",
      style: {
        "curve-style": "unbundled-bezier",
        "control-point-distances": "data(distances)",
        "control-point-weights": "data(weights)",
        "edge-distances": "node-position",
      },
    },
    // One of many alike: its verb is shown for the node that is looked at.
    { selector: "edge.quiet", style: { label: "", width: 1.2, opacity: 0.75 } },
    { selector: "edge.quiet.near", style: { width: 1.6, opacity: 1 } },
    { selector: "edge.telling", style: { label: "data(label)" } },
  ];
}

/** Nodes that stand for many: as large as the number of their digits, with the number under the name. */
function groupStyles({ line }: Palette): readonly Block[] {
  return [
    {
      selector: "node[size]",
      style: {
        width: "data(size)",
        height: "data(size)",
        "text-wrap": "wrap",
        "line-height": 1.15,
      },
    },
    {
      selector: "node.bundle",
      style: { "border-width": 3, "border-style": "double", "border-color": line },
    },
  ];
}

function stateStyles({ accent, alert }: Palette): readonly Block[] {
  return [
    { selector: "node[?alert]", style: { "border-width": 4, "border-color": alert } },
    { selector: ".faded", style: { opacity: 0.22 } },
    { selector: ".hidden", style: { display: "none" } },
    {
      selector: "node.current",
      style: { "outline-width": 3, "outline-color": accent, "outline-offset": 3, "z-index": 10 },
    },
    {
      selector: "edge.current",
      style: { width: 3, "line-color": accent, "target-arrow-color": accent, "z-index": 10 },
    },
  ];
}
