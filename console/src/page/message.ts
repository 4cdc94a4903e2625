import { make } from "./make.ts";
import { withCode } from "./with-code.ts";

/** Something to say in place of a result: what happened, and what to do. */
export interface Message {
  readonly tone: "empty" | "failure";
  readonly title: string;
  readonly detail: string;
  /** A command to type elsewhere. */
  readonly command?: string;
  readonly actions?: readonly { readonly label: string; readonly run: () => void }[];
}

/** The message as a card in the middle of the result. */
export function makeMessage({ tone, title, detail, command, actions = [] }: Message): HTMLElement {
  const buttons = actions.map(({ label, run }) => {
    return make("button", { type: "button", class: "button", click: run }, label);
  });
  return make("div", { class: `message ${tone}`, role: tone === "failure" ? "alert" : null }, [
    make("h2", {}, title),
    make("p", {}, withCode(detail)),
    command === undefined ? null : make("pre", {}, command),
    buttons.length === 0 ? null : make("div", { class: "message-actions" }, buttons),
  ]);
}
