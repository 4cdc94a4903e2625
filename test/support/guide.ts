import { readFileSync } from "node:fs";

/** A word of a guide: in bold it is pressed, in italics it is seen. */
export interface GuideWord {
  readonly isPressed: boolean;
  readonly text: string;
}

/** What the numbered steps of docs/first-ten-minutes.md have their reader press and see, in order. */
export function firstTenMinutes(): readonly GuideWord[] {
  const guide = readFileSync(new URL("../../docs/first-ten-minutes.md", import.meta.url), "utf8");
  const steps = guide.slice(guide.indexOf("2. "), guide.indexOf("To have it sent"));
  return [...steps.matchAll(/\*\*([^*]+)\*\*|_([^_]+)_/g)]
    .map(([, bold, italic]) => ({
      isPressed: bold !== undefined,
      text: (bold ?? italic ?? "").replaceAll(/\s+/g, " "),
    }))
    .filter(({ text }) => !text.endsWith("."));
}

/** A text that begins so, whatever stands for the ellipsis. */
export function beginning(text: string): RegExp {
  const literal = text.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^\\s*${literal.join(".+").replace(/s$/, "s?")}`);
}
