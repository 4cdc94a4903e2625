import type { ExportFormat } from "./export-format.ts";

/** An object a line, as scripts rely on it. */
export const ndjson: ExportFormat = {
  head: "",
  line: (line) => `${JSON.stringify(line)}\n`,
  foot: () => "",
};
