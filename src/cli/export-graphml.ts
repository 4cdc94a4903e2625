import { displayNameOf, type ExportFormat } from "./export-format.ts";

const attributes = ["type", "class", "displayName", "properties"] as const;

// What XML 1.0 has no place for.
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

function escaped(text: string): string {
  return text
    .replaceAll(unwritable, "\uFFFD")
    .replaceAll(/[&<>"\t\n\r]/g, (character) => entities[character] ?? character);
}

const keys = attributes.map(
  (name) =>
    `<key id="${name}" for="all" attr.name="${name === "displayName" ? "label" : name}" attr.type="string"/>`,
);

/** GraphML, as yEd, Gephi and NetworkX read it: all properties as one JSON text. */
export const graphml: ExportFormat = {
  head: `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
${keys.join("\n")}
<graph id="defender-graph" edgedefault="directed">
`,
  line(line) {
    const isEdge = line.kind === "relationship";
    const values: Readonly<Record<(typeof attributes)[number], string>> = {
      type: line._type,
      class: isEdge ? line._class : line._class.join(", "),
      displayName: isEdge ? line._class : displayNameOf(line),
      properties: JSON.stringify(line.properties),
    };
    const data = attributes
      .map((name) => `<data key="${name}">${escaped(values[name])}</data>`)
      .join("");
    const id = escaped(line._key);
    return isEdge
      ? `<edge id="${id}" source="${escaped(line._fromEntityKey)}" target="${escaped(line._toEntityKey)}">${data}</edge>\n`
      : `<node id="${id}">${data}</node>\n`;
  },
  foot: () => "</graph>\n</graphml>\n",
};
