import { inLine, oneLine } from "../escape.ts";
import type { Message } from "../message.ts";
import { type Escape, render } from "../template.ts";
import { messageVariables } from "../variables.ts";

const states: Readonly<Record<Message["event"], string>> = {
  opened: "New",
  updated: "More",
  reopened: "Again",
  dismissed: "Dismissed",
  closed: "Cleared",
  test: "Test",
};

/** The heading of what is told, as plain text: an action's own, or what happened and which rule. */
export function titleOf(message: Message, link: string): string {
  const { event, severity, title, templateOf, templates } = message;
  if (templateOf.title === null) return oneLine(`${states[event]} ${severity}: ${title}`);
  const scope = { variables: messageVariables(message, link), templates };
  return oneLine(render(templateOf.title, scope, inLine));
}

/** An action's own text with its values escaped; `null` when the channel is to word it. */
export function ownBody(message: Message, link: string, escape: Escape): string | null {
  const { templateOf, templates } = message;
  if (templateOf.body === null) return null;
  return render(templateOf.body, { variables: messageVariables(message, link), templates }, escape);
}
