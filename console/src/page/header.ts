import { make, makeIcon } from "./make.ts";
import type { Theme, ThemeSwitch } from "./theme.ts";

/** The page's head: the name (which leads home), the facts, the theme. */
export function makeHeader(
  facts: HTMLElement,
  theme: ThemeSwitch,
  onHome: () => void,
): HTMLElement {
  const home = make("a", { href: "/", class: "brand" }, [
    make("img", { src: "/icon.svg", alt: "", width: 26, height: 26 }),
    make("h1", {}, "defender-graph"),
  ]);
  home.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onHome();
  });
  const toggle = make("button", {
    type: "button",
    class: "icon-button",
    click: () => theme.toggle(),
  });
  const paint = (current: Theme): void => {
    toggle.replaceChildren(makeIcon(current === "dark" ? "sun" : "moon"));
    toggle.setAttribute(
      "aria-label",
      current === "dark" ? "Use the light theme" : "Use the dark theme",
    );
  };
  theme.onChange(paint);
  paint(theme.current());
  return make("header", { class: "header" }, [home, facts, toggle]);
}
