import { make } from "./make.ts";

/** What a reader at the keyboard is told. */
const keyHints = [
  "Arrow keys walk, ",
  "Enter opens, ",
  "E adds neighbours, ",
  "H hides, ",
  "C collapses its type, ",
  "P begins or ends a path, ",
  "F finds, ",
  "Z undoes, ",
  "0 fits, ",
  "L changes the layout, ",
  "T table",
];

/** The place that is drawn on, what its keys do, and the place that speaks. */
export function makeSurface() {
  const hints = keyHints.map((hint) => make("span", {}, hint));
  return {
    surface: make("div", {
      class: "surface",
      tabindex: 0,
      role: "application",
      "aria-label": "Graph",
      "aria-describedby": "graph-keys",
    }),
    keys: make("p", { class: "graph-keys", id: "graph-keys" }, hints),
    spoken: make("div", {
      class: "visually-hidden",
      "aria-live": "polite",
      id: "graph-spoken",
    }),
  };
}
