import { type Command, databaseFlag } from "./command.ts";
import { type Given, misuse } from "./flags.ts";
import { parseMoment } from "./world.ts";

/** A moment given by a flag. Throws a `usage` failure when it is none. */
export function momentOf(given: Given, name: string): number | undefined {
  const text = given.text(name);
  if (text === undefined) return undefined;
  const moment = parseMoment(text);
  if (moment === null)
    throw misuse(`--${name} wants an ISO 8601 time such as 2026-11-02T06:00:00Z, not "${text}".`);
  return moment;
}

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
    if (format !== "ndjson") throw misuse(`export writes ndjson, not "${format ?? ""}".`);
    const asOf = momentOf(given, "as-of");
    const desk = await world.openDesk({ database: given.text("database") ?? "", mode: "read" });
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
