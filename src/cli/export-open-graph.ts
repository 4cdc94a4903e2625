import type { ExportedLine } from "../service/desk.ts";
import { displayNameOf, type ExportFormat } from "./export-format.ts";

// BloodHound takes up to three kinds for a node.
const mostKinds = 3;

/** Letters, digits and underscores: all that a kind may have. */
function kindOf(name: string): string {
  return name.replaceAll(/\W/g, "_");
}

/** What has a value: it takes no other properties. */
function known({ properties }: ExportedLine): ExportedLine["properties"] {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

function shown(line: ExportedLine): string {
  if (line.kind === "entity") {
    const kinds = [...new Set([line._type, ...line._class].map(kindOf))].slice(0, mostKinds);
    const properties = { ...known(line), name: displayNameOf(line) };
    return JSON.stringify({ id: line._key, kinds, properties });
  }
  return JSON.stringify({
    kind: kindOf(line._class),
    start: { match_by: "id", value: line._fromEntityKey },
    end: { match_by: "id", value: line._toEntityKey },
    properties: { ...known(line), type: line._type },
  });
}

const edges = '],"edges":[';

/** OpenGraph JSON, as BloodHound takes it; Neo4j reads it with `apoc.load.json`. */
export const openGraph: ExportFormat = {
  head: '{"metadata":{"source_kind":"DefenderGraph"},"graph":{"nodes":[',
  line(line, before) {
    const isFirstEdge = line.kind === "relationship" && before?.kind !== "relationship";
    if (isFirstEdge) return `${edges}\n${shown(line)}`;
    return `${before === null ? "" : ","}\n${shown(line)}`;
  },
  foot: (last) => `${last?.kind === "relationship" ? "" : edges}]}}\n`,
};
