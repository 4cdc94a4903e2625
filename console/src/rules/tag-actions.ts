import type { TagAction } from "./rule-draft.ts";

/** Tags as they are written: `urgent, owner=soc`. */
export function tagsText(tags: readonly TagAction[]): string {
  return tags
    .map(({ name, value }) => (value === true ? name : `${name}=${String(value)}`))
    .join(", ");
}

/** What a written value is: a flag or a number where it looks like one, else a text. */
function valueOf(text: string): TagAction["value"] {
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) : text;
}

/** The tags that are written; one without a value is a flag. */
export function tagsOfText(text: string, keep: boolean): readonly TagAction[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [name = "", ...value] = part.split("=");
      const given = value.length === 0 ? true : valueOf(value.join("=").trim());
      return { kind: "tag", name: name.trim(), value: given, keep };
    });
}
