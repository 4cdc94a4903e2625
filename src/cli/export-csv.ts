import { asCsv } from "./rows.ts";
import { displayNameOf, type ExportFormat } from "./export-format.ts";

const columns = ["kind", "key", "type", "class", "displayName", "from", "to", "properties"];

/** An object a row (RFC 4180): what all have in columns, all properties as one JSON text. */
export const csv: ExportFormat = {
  head: asCsv({ columns, rows: [] }),
  line(line) {
    const isEdge = line.kind === "relationship";
    const row = {
      kind: line.kind,
      key: line._key,
      type: line._type,
      class: isEdge ? line._class : line._class.join("; "),
      displayName: displayNameOf(line),
      from: isEdge ? line._fromEntityKey : "",
      to: isEdge ? line._toEntityKey : "",
      properties: JSON.stringify(line.properties),
    };
    return asCsv({ columns, rows: [row] }).slice(this.head.length);
  },
  foot: () => "",
};
