import type { Search } from "../app/address.ts";
import type { Message } from "../part/message.ts";

/** Why nothing is drawn. */
export function noPath({ from, to }: Search, back: () => void): Message {
  if (from === undefined || to === undefined) {
    const detail =
      "No entity has this key at that moment, or nothing is related to it. Ctrl K finds one by its name.";
    return { tone: "empty", title: "Nothing to draw", detail };
  }
  return {
    tone: "empty",
    title: "They are not connected",
    detail: "No way of at most six relationships leads from one to the other.",
    actions: [{ label: "Back to where it began", run: back }],
  };
}
