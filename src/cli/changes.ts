import { type ChangeCounts, countChanges } from "../service/change-counts.ts";
import { operations } from "../service/changes.ts";
import type { ChangesInput, ChangeView } from "../service/desk.ts";
import { type Command, databaseFlag, databaseOf } from "./command.ts";
import { differencesText } from "./differences-text.ts";
import { type Given, misuse } from "./flags.ts";
import { momentOf } from "./moment.ts";
import { formatOf } from "./query.ts";
import { asCsv, type Rows } from "./rows.ts";
import { textTable } from "./text-table.ts";
import type { World } from "./world.ts";

const columns = ["at", "operation", "type", "displayName", "changed", "key"];

function rowOf(change: ChangeView): Record<string, string> {
  return {
    at: new Date(change.at).toISOString(),
    operation: change.operation,
    type: change.type,
    displayName: change.displayName,
    changed: differencesText(change.properties),
    key: change.key,
  };
}

async function write(world: World, batch: readonly ChangeView[], format: string): Promise<void> {
  if (format === "ndjson") {
    await world.stdout.write(batch.map((change) => `${JSON.stringify(change)}\n`).join(""));
    return;
  }
  const rows = batch.map(rowOf);
  const asRows: Rows = { columns, rows };
  const lines = rows.map((row) => columns.map((name) => row[name] ?? ""));
  const heads = columns.map((title) => ({ title, max: title === "key" ? 120 : 70 }));
  await world.stdout.write(format === "csv" ? asCsv(asRows) : textTable(heads, lines));
}

/** Writes how many objects of each type changed, with the properties that did. */
async function writeCounts(
  world: World,
  counts: readonly ChangeCounts[],
  format: string,
): Promise<void> {
  if (format === "json") return world.stdout.write(`${JSON.stringify(counts)}\n`);
  if (format === "ndjson")
    return world.stdout.write(counts.map((count) => `${JSON.stringify(count)}\n`).join(""));
  const names = ["type", "created", "updated", "deleted", "properties"] as const;
  const rows = counts.map((count) => ({
    ...count,
    properties: count.properties.map(({ name, updated }) => `${name} ${updated}`).join(", "),
  }));
  if (format === "csv") return world.stdout.write(asCsv({ columns: names, rows }));
  const heads = names.map((title) => ({
    title,
    max: 100,
    right: title !== "type" && title !== "properties",
  }));
  const lines = rows.map((row) => names.map((name) => String(row[name])));
  return world.stdout.write(textTable(heads, lines));
}

function inputOf(given: Given): ChangesInput {
  const since = momentOf(given, "since");
  const until = momentOf(given, "until");
  const net = given.on("net");
  if (net && since === undefined)
    throw misuse("--net compares two moments: name the first one with --since.");
  if ((since ?? 0) > (until ?? since ?? 0)) throw misuse("--until is before --since.");
  const named = given.text("operation");
  const operation = operations.find((known) => known === named);
  if (named !== undefined && operation === undefined)
    throw misuse(`--operation is one of ${operations.join(", ")}, not "${named}".`);
  const filter = {
    type: given.text("type"),
    operation,
    key: given.text("object"),
    property: given.text("property"),
  };
  return { since, until, net, ...filter };
}

async function writeAll(
  world: World,
  batches: AsyncIterable<readonly ChangeView[]>,
  format: string,
): Promise<void> {
  const all: ChangeView[] = [];
  for await (const batch of batches) {
    if (format === "ndjson") await write(world, batch, format);
    else all.push(...batch);
  }
  if (format === "json") await world.stdout.write(`${JSON.stringify(all)}\n`);
  else if (format !== "ndjson") await write(world, all, format);
}

/** `defender-graph changes` */
export const changes: Command = {
  name: "changes",
  summary: "What was created, updated and deleted",
  about: `
Lists what each run did. With --net, how the graph as of --until (the present one, if not given) differs from the graph
as of --since: what came and went in between, and what changed and changed back, is not there. The first run of a tenant
is its baseline and is not listed without --net.

  defender-graph changes --since 2026-11-02
  defender-graph changes --type microsoft_defender_user --format ndjson
  defender-graph changes --net --since 2026-11-02 --until 2026-11-09 --summary
  defender-graph changes --property riskScore --operation update`,
  flags: [
    databaseFlag,
    { name: "since", value: "<time>", help: "from this moment on" },
    { name: "until", value: "<time>", help: "before this moment; with --net, as of this moment" },
    { name: "net", help: "compare the two moments instead of listing what each run did" },
    { name: "type", value: "<type>", help: "only this type of entity or relationship" },
    { name: "operation", value: "<name>", help: "only create, update or delete" },
    { name: "object", value: "<_key>", help: "only this entity or relationship" },
    { name: "property", value: "<name>", help: "only updates in which this property changed" },
    { name: "summary", help: "count by type and property instead of listing" },
    { name: "format", value: "<format>", help: "table, json, ndjson or csv", otherwise: "table" },
  ],
  async run(world, given) {
    const format = formatOf(given);
    const input = inputOf(given);
    const desk = await world.openDesk({ database: databaseOf(given), mode: "read" });
    try {
      const found = desk.changes(input, world.interrupted);
      if (given.on("summary")) await writeCounts(world, await countChanges(found), format);
      else await writeAll(world, found, format);
      return 0;
    } finally {
      await desk.close();
    }
  },
};
