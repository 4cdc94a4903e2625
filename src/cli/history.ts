import type { LifeView } from "../service/desk.ts";
import { type Command, databaseFlag, databaseOf } from "./command.ts";
import { differencesText } from "./differences-text.ts";
import { misuse } from "./flags.ts";
import { formatOf } from "./query.ts";
import { asCsv } from "./rows.ts";
import { textTable } from "./text-table.ts";
import type { World } from "./world.ts";

const columns = ["at", "operation", "run", "version", "changed"] as const;

interface Event {
  readonly at: string;
  readonly operation: "create" | "update" | "delete";
  readonly run: string;
  readonly version: string;
  readonly changed: string;
}

/** What happened to an object, oldest first: a line for each version, and one for its end. */
function eventsOf({ versions }: LifeView): Event[] {
  return versions.flatMap((one) => {
    const begun: Event = {
      at: new Date(one.beginOn).toISOString(),
      operation: one.version === 1 ? "create" : "update",
      run: String(one.run),
      version: String(one.version),
      changed: differencesText(one.changed),
    };
    if (!one.deleted || one.endOn === null) return [begun];
    const at = new Date(one.endOn).toISOString();
    const run = one.endRun === null ? "" : String(one.endRun);
    return [begun, { at, operation: "delete", run, version: "", changed: "" }];
  });
}

function headOf({ key, kind, versions }: LifeView): string {
  const last = versions.at(-1);
  return last === undefined ? "" : `${last.displayName}  (${kind}, ${last.type}, ${key})\n`;
}

async function write(world: World, lives: readonly LifeView[], format: string): Promise<void> {
  if (format === "json") return world.stdout.write(`${JSON.stringify(lives)}\n`);
  if (format === "ndjson")
    return world.stdout.write(lives.map((life) => `${JSON.stringify(life)}\n`).join(""));
  const rows = lives.flatMap((life) => eventsOf(life).map((event) => ({ ...event })));
  if (format === "csv") return world.stdout.write(asCsv({ columns, rows }));
  const heads = columns.map((title) => ({ title, max: title === "changed" ? 200 : 30 }));
  for (const life of lives) {
    if (life.historyBeginsOn !== null) {
      const begin = new Date(life.historyBeginsOn).toISOString();
      await world.stderr.write(`History begins at ${begin}; earlier versions are not kept.\n`);
    }
    const lines = eventsOf(life).map((event) => columns.map((name) => event[name]));
    await world.stdout.write(`${headOf(life)}${textTable(heads, lines)}`);
  }
}

/** `defender-graph history` */
export const history: Command = {
  name: "history",
  positionals: "'<_key>'",
  summary: "Every version of one entity or relationship",
  about: `
Lists when the object came, what changed in it (old → new), and when it was deleted. An object that came back under its
key begins anew with version 1.

  defender-graph history 'microsoft_defender_machine:0a1b…'
  defender-graph history --format json '<from key>|has|<to key>'`,
  flags: [
    databaseFlag,
    { name: "format", value: "<format>", help: "table, json, ndjson or csv", otherwise: "table" },
  ],
  async run(world, given) {
    const [key, ...more] = given.positionals;
    if (key === undefined || key === "" || more.length > 0)
      throw misuse("history wants one _key, in quotes after the flags.");
    const format = formatOf(given);
    const desk = await world.openDesk({ database: databaseOf(given), mode: "read" });
    try {
      await write(world, await desk.history({ key }), format);
      return 0;
    } finally {
      await desk.close();
    }
  },
};
