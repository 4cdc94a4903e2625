import type { ChannelView } from "../../../src/service/channels/channel-view.ts";
import type { ChannelField } from "./channel-fields.ts";

/** A channel while it is made or changed: what is typed, by part and name. */
export interface ChannelDraft {
  readonly name: string;
  readonly enabled: boolean;
  readonly texts: Readonly<Record<string, string>>;
}

/** Under which name a field's text is kept. */
export function textName({ part, name }: Pick<ChannelField, "part" | "name">): string {
  return `${part}.${name}`;
}

/** A draft of a channel that is there; its secrets are not. */
export function draftOf(
  channel: ChannelView | undefined,
  fields: readonly ChannelField[],
): ChannelDraft {
  const texts = fields.map((field) => {
    const value = field.part === "settings" ? channel?.settings[field.name] : undefined;
    return [textName(field), value === undefined ? field.usual : textOf(field, value)];
  });
  const { name = "", enabled = true } = channel ?? {};
  return { name, enabled, texts: Object.fromEntries(texts) };
}

function textOf({ entry }: ChannelField, value: unknown): string {
  if (entry === "list" && Array.isArray(value)) return value.join("\n");
  if (typeof value !== "object" || value === null) return String(value);
  const pairs = Object.entries(value);
  if (pairs.length === 0) return "";
  return entry === "pairs"
    ? pairs.map(([name, text]) => `${name}: ${String(text)}`).join("\n")
    : JSON.stringify(value);
}

/** A field's value, as the API takes it. */
function valueOf(entry: ChannelField["entry"], text: string): unknown {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  switch (entry) {
    case "number":
      return Number(text);
    case "list":
      return lines;
    case "pairs":
      return Object.fromEntries(lines.map(pairOf));
    case "json":
      return JSON.parse(text);
    case "line":
    case "choice":
    case "long":
      return text;
  }
}

function pairOf(line: string): readonly [string, string] {
  const at = line.indexOf(":");
  return at < 0 ? [line, ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

/** What is wrong with a draft, by field; of a channel that is there, secrets may be left out. */
export function problemsOf(
  draft: ChannelDraft,
  fields: readonly ChannelField[],
  kept: readonly string[],
): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  if (draft.name.trim() === "") problems.set("name", "Give it a name.");
  for (const field of fields) {
    const text = draft.texts[textName(field)] ?? "";
    const problem = problemOf(field, text, kept);
    if (problem !== null) problems.set(textName(field), problem);
  }
  return problems;
}

function problemOf(
  { part, name, label, entry, isRequired }: ChannelField,
  text: string,
  kept: readonly string[],
): string | null {
  const isKept = part === "secret" && kept.includes(name);
  if (text.trim() === "") return isRequired && !isKept ? `${label} is needed.` : null;
  if (entry === "number" && !Number.isFinite(Number(text))) return `${label} is a number.`;
  if (entry !== "json") return null;
  try {
    JSON.parse(text);
    return null;
  } catch {
    return `${label} is not JSON.`;
  }
}

/** A draft as the API takes it: what is empty is left out, and no secret means that those that are kept stay. */
export function bodyOf(draft: ChannelDraft, fields: readonly ChannelField[]): object {
  const part = (of: ChannelField["part"]) =>
    Object.fromEntries(
      fields
        .filter((field) => field.part === of)
        .map((field) => [field, draft.texts[textName(field)] ?? ""] as const)
        .filter(([, text]) => text.trim() !== "")
        .map(([{ name, entry }, text]) => [name, valueOf(entry, text)]),
    );
  const secret = part("secret");
  const { name, enabled } = draft;
  const hidden = Object.keys(secret).length === 0 ? {} : { secret };
  return { name, enabled, settings: part("settings"), ...hidden };
}
