import { type IconName, icons } from "../part/icons.ts";

type Attribute = string | number | boolean | null | undefined | ((event: Event) => void);

/** What `make` puts into an element. */
export type Child = Node | string | null | undefined;

/**
 * Makes an element. Attributes: `true` sets an empty one, `false`, `null` and `undefined` none, and a function listens to the
 * event of that name. Text is always text: nothing here parses HTML.
 */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Attribute>> = {},
  children: readonly Child[] | string = [],
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, String(value));
  }
  const list = typeof children === "string" ? [children] : children;
  element.append(...list.filter((child) => child !== null && child !== undefined));
  return element;
}

const svgSpace = "http://www.w3.org/2000/svg";

/** Makes a decorative drawing of the size of the text beside it. */
export function makeIcon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(svgSpace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svgSpace, "path");
  path.setAttribute("d", icons[name]);
  svg.append(path);
  return svg;
}
