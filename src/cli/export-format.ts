import type { ExportedLine } from "../service/desk.ts";

/** How the graph is written as text: entities first, then relationships. */
export interface ExportFormat {
  readonly head: string;
  /** `before`: the line before this one, `null` for the first. */
  line(line: ExportedLine, before: ExportedLine | null): string;
  /** `last`: the last line, `null` where there was none. */
  foot(last: ExportedLine | null): string;
}

/** What people call an object. */
export function displayNameOf({ properties }: ExportedLine): string {
  const { displayName } = properties;
  return typeof displayName === "string" ? displayName : "";
}
