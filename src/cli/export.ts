import { type Command, databaseFlag, databaseOf } from "./command.ts";
import { misuse } from "./flags.ts";
import { momentOf } from "./moment.ts";

/** `defender-graph export` */
export const exportGraph: Command = {
  name: "export",
  summary: "Write the whole graph as NDJSON",
  about: `
One object per line: {"kind":"entity","_key","_type","_class":[…],"properties":{…}} for each entity, then
{"kind":"relationship","_key","_type","_class","_fromEntityKey","_toEntityKey","properties":{…}} for each relationship.

  defender-graph export --out graph.ndjson
  defender-graph export --as-of 2026-11-02T06:00:00Z | gzip > then.ndjson.gz`,
  flags: [
    databaseFlag,
    { name: "format", value: "<format>", help: "ndjson", otherwise: "ndjson" },
    { name: "as-of", value: "<time>", help: "the graph as it was at this moment" },
    { name: "out", value: "<file>", help: "write to this file instead of standard output" },
  ],
  async run(world, given) {
    const format = given.text("format");
    if (format !== "ndjson")
      throw misuse(`export writes ndjson; ${given.origin("format")} asks for "${format ?? ""}".`);
    const asOf = momentOf(given, "as-of");
    const desk = await world.openDesk({ database: databaseOf(given), mode: "read" });
    try {
      const path = given.text("out");
      const file = path === undefined ? null : await world.writeTo(path);
      const out = file ?? world.stdout;
      for await (const lines of desk.export({ asOf }, world.interrupted)) {
        await out.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      }
      await file?.close();
      return 0;
    } finally {
      await desk.close();
    }
  },
};
