import type { EntityView } from "../service/desk.ts";
import { type Command, databaseFlag, databaseOf } from "./command.ts";
import { momentOf } from "./moment.ts";
import { misuse } from "./flags.ts";
import { formatOf } from "./query.ts";
import { asCsv } from "./rows.ts";
import { grouped, textTable } from "./text-table.ts";
import type { World } from "./world.ts";

const columns = ["verb", "type", "displayName", "key"] as const;

function neighbourRows({ neighbours }: EntityView) {
  return neighbours.map(({ direction, verb, entity }) => ({
    verb: direction === "out" ? `${verb} →` : `← ${verb}`,
    type: entity.type,
    displayName: entity.displayName,
    key: entity.key,
  }));
}

function shown(name: string, value: unknown): string {
  const isTime = typeof value === "number" && name.endsWith("On");
  return isTime ? new Date(value).toISOString() : JSON.stringify(value);
}

function textOf(view: EntityView): string {
  const { entity, neighbours, total } = view;
  const properties = Object.entries(entity.properties)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, shown(name, value)]);
  const head = `${entity.displayName}  (${entity.type}, ${entity.classes.join(", ")}, ${entity.key})\n`;
  const since = `version ${view.version} since ${new Date(view.beginOn).toISOString()}\n\n`;
  const table = textTable([{ title: "property" }, { title: "value", max: 120 }], properties);
  const heads = columns.map((title) => ({ title, max: 90 }));
  const lines = neighbourRows(view).map((row) => columns.map((name) => row[name]));
  const rest = neighbours.length < total ? `${grouped(total)} in all; --limit shows more\n` : "";
  return `${head}${since}${table}\n${textTable(heads, lines)}${rest}`;
}

async function write(world: World, found: readonly EntityView[], format: string): Promise<void> {
  if (format === "json") return world.stdout.write(`${JSON.stringify(found)}\n`);
  if (format === "ndjson")
    return world.stdout.write(found.map((view) => `${JSON.stringify(view)}\n`).join(""));
  const rows = found.flatMap(neighbourRows);
  return world.stdout.write(
    format === "csv" ? asCsv({ columns, rows }) : found.map(textOf).join("\n"),
  );
}

/** `defender-graph entity` */
export const entity: Command = {
  name: "entity",
  positionals: "'<_key>'",
  summary: "One entity with its neighbours, now or at any moment",
  about: `
  defender-graph entity 'microsoft_defender_machine:0a1b…'
  defender-graph entity --as-of 2026-11-02 --format json 'microsoft_defender_machine:0a1b…'`,
  flags: [
    databaseFlag,
    { name: "as-of", value: "<time>", help: "the entity as it was at this moment" },
    {
      name: "limit",
      value: "<n>",
      help: "at most this many neighbours",
      otherwise: "1000",
      most: 100_000,
    },
    { name: "format", value: "<format>", help: "table, json, ndjson or csv", otherwise: "table" },
  ],
  async run(world, given) {
    const [key, ...more] = given.positionals;
    if (key === undefined || key === "" || more.length > 0)
      throw misuse("entity wants one _key, in quotes after the flags.");
    const format = formatOf(given);
    const limit = given.number("limit");
    if (limit === 0) throw misuse("--limit wants at least 1.");
    const input = { key, asOf: momentOf(given, "as-of"), limit };
    const desk = await world.openDesk({ database: databaseOf(given), mode: "read" });
    try {
      await write(world, await desk.entity(input), format);
      return 0;
    } finally {
      await desk.close();
    }
  },
};
