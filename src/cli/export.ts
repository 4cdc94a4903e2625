import type { ExportedLine } from "../service/desk.ts";
import { type Command, databaseFlag, databaseOf } from "./command.ts";
import { csv } from "./export-csv.ts";
import type { ExportFormat } from "./export-format.ts";
import { graphml } from "./export-graphml.ts";
import { ndjson } from "./export-ndjson.ts";
import { openGraph } from "./export-open-graph.ts";
import { type Given, misuse } from "./flags.ts";
import { momentOf } from "./moment.ts";
import type { Out, World } from "./world.ts";

const formats: ReadonlyMap<string, ExportFormat> = new Map([
  ["ndjson", ndjson],
  ["csv", csv],
  ["graphml", graphml],
  ["opengraph", openGraph],
]);
const parquet = "parquet";
const names = [...formats.keys(), parquet].join(", ");

type Lines = AsyncIterable<readonly ExportedLine[]>;

async function writeText(out: Out, format: ExportFormat, all: Lines): Promise<void> {
  let last: ExportedLine | null = null;
  await out.write(format.head);
  for await (const lines of all) {
    let text = "";
    for (const line of lines) {
      text += format.line(line, last);
      last = line;
    }
    await out.write(text);
  }
  await out.write(format.foot(last));
}

/** Refuses what cannot be written, before anything is opened. */
function formatOf(given: Given): string {
  const format = given.text("format") ?? "";
  if (format !== parquet && !formats.has(format))
    throw misuse(`export writes ${names}; ${given.origin("format")} asks for "${format}".`);
  if (format === parquet && given.text("out") === undefined)
    throw misuse("A Parquet file is no stream: say where it is to be with --out <file>.");
  return format;
}

async function write(world: World, given: Given, all: Lines): Promise<void> {
  const path = given.text("out");
  const format = formats.get(formatOf(given));
  if (format === undefined) return world.writeParquet(path ?? "", all);
  const file = path === undefined ? null : await world.writeTo(path);
  await writeText(file ?? world.stdout, format, all);
  await file?.close();
}

/** `defender-graph export` */
export const exportGraph: Command = {
  name: "export",
  summary: "Write the whole graph as NDJSON, CSV, GraphML, OpenGraph JSON or Parquet",
  about: `
One object per line: {"kind":"entity","_key","_type","_class":[…],"properties":{…}} for each entity, then
{"kind":"relationship","_key","_type","_class","_fromEntityKey","_toEntityKey","properties":{…}} for each relationship.

ndjson      for scripts: an object a line
csv         for spreadsheets: an object a row, its properties as a JSON text
graphml     for yEd, Gephi, NetworkX: label, type, class, and the properties as a JSON text
opengraph   for BloodHound: nodes and edges in one JSON document
parquet     for DuckDB, Spark, pandas: an object a row, its properties as a JSON text; needs --out

  defender-graph export --out graph.ndjson
  defender-graph export --format graphml --out graph.graphml
  defender-graph export --as-of 2026-11-02T06:00:00Z | gzip > then.ndjson.gz`,
  flags: [
    databaseFlag,
    { name: "format", value: "<format>", help: names, otherwise: "ndjson" },
    { name: "as-of", value: "<time>", help: "the graph as it was at this moment" },
    { name: "out", value: "<file>", help: "write to this file instead of standard output" },
  ],
  async run(world, given) {
    formatOf(given);
    const asOf = momentOf(given, "as-of");
    const desk = await world.openDesk({ database: databaseOf(given), mode: "read" });
    try {
      await write(world, given, desk.export({ asOf }, world.interrupted));
      return 0;
    } finally {
      await desk.close();
    }
  },
};
