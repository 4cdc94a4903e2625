import { counted } from "./format.ts";
import { make, makeIcon } from "./make.ts";

/** Characters beyond this are copied, not shown. */
const mostShown = 200_000;

/** A result as the API gives it. */
export function makeRaw(value: unknown): HTMLElement {
  const text = JSON.stringify(value, null, 2);
  const cut = text.length > mostShown;
  const said = cut
    ? `first ${counted(mostShown, "character", "characters")} of ${text.length.toLocaleString("en")}`
    : "";
  const label = make("span", {}, "Copy");
  const spoken = make("span", { role: "status", class: "visually-hidden" });
  const copy = make("button", { type: "button", class: "button" }, [makeIcon("copy"), label]);
  const say = (said: string): void => {
    label.textContent = said;
    spoken.textContent = said;
  };
  copy.addEventListener("click", () => {
    navigator.clipboard.writeText(text).then(
      () => say("Copied"),
      () => say("The browser refused"),
    );
  });
  return make("section", { class: "raw", "aria-label": "Raw" }, [
    make("div", { class: "table-head" }, [
      make("h2", {}, "JSON"),
      make("span", { class: "muted" }, said),
      copy,
      spoken,
    ]),
    make("pre", { class: "raw-text", tabindex: 0 }, cut ? text.slice(0, mostShown) : text),
  ]);
}
