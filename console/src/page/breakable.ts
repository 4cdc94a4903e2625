import { type Child, make } from "./make.ts";

/** A long name with the places where a line may end: after a separator, and before a capital that starts a word. */
export function breakable(text: string): readonly Child[] {
  const parts = text.split(/(?<=[.\-_:\\|@/,])(?=\w)|(?<=[a-z])(?=[A-Z])/);
  return parts.flatMap((part, index) => (index === 0 ? [part] : [make("wbr"), part]));
}
