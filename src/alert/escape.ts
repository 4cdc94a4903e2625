import type { Escape } from "./template.ts";

// Signs that end a line or are not to be seen: never wanted in a heading, a header or a log line.
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;

/** One line: for subjects, headers and titles. */
export function oneLine(text: string): string {
  return text.replaceAll(invisible, " ").trim();
}

/** A plain text that may have lines. */
export const inPlain: Escape = (text) => text.replaceAll(/[^\P{Cc}\n\t]+/gu, " ");

/** One line of plain text. */
export const inLine: Escape = (text) => oneLine(text);

function isInString(before: string): boolean {
  return (before.replaceAll(/\\./gs, "").match(/"/g)?.length ?? 0) % 2 === 1;
}

/** In JSON: inside quotes as a part of that text, elsewhere as a value of its own. */
export const inJson: Escape = (text, { before, value }) =>
  isInString(before) ? JSON.stringify(text).slice(1, -1) : JSON.stringify(value ?? null);

const htmlSigns: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** In HTML. */
export const inHtml: Escape = (text) =>
  text.replaceAll(/[&<>"']/g, (sign) => htmlSigns[sign] ?? sign);

/** In Slack's markup: nothing can become a mention, a link or a style. */
export const inSlack: Escape = (text) =>
  oneLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[*_~`]/g, (sign) => `\u200b${sign}`);

/** In the Markdown of an Adaptive Card. */
export const inMarkdown: Escape = (text) =>
  oneLine(text).replaceAll(/[\\`*_{}[\]()#+\-.!|<>~&]/g, (sign) => `\\${sign}`);

/** In the value of a CEF extension. */
export const inCef: Escape = (text) =>
  text
    .replaceAll("\\", "\\\\")
    .replaceAll("=", "\\=")
    .replaceAll(/\r\n|\r|\n/g, "\\n")
    .replaceAll(/\p{Cc}/gu, " ");

/** In the head of a CEF line. */
export function inCefHead(text: string): string {
  return oneLine(text).replaceAll("\\", "\\\\").replaceAll("|", "\\|");
}
