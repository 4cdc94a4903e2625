import type { ChangeView } from "../service/desk.ts";
import { type Command, databaseFlag } from "./command.ts";
import { momentOf } from "./export.ts";
import { formatOf } from "./query.ts";
import { asCsv, type Rows } from "./rows.ts";
import { textTable } from "./text-table.ts";
import type { World } from "./world.ts";

const columns = ["at", "operation", "type", "displayName", "changed", "key"];

function value(of: unknown): string {
  return of === undefined ? "absent" : JSON.stringify(of);
}

function rowOf(change: ChangeView): Record<string, string> {
  const changed = Object.entries(change.properties).map(
    ([name, { before, after }]) => `${name}: ${value(before)} → ${value(after)}`,
  );
  return {
    at: new Date(change.at).toISOString(),
    operation: change.operation,
    type: change.type,
    displayName: change.displayName,
    changed: changed.join("; "),
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

/** `defender-graph changes` */
export const changes: Command = {
  name: "changes",
  summary: "What was created, updated and deleted",
  about: `
The first run of a tenant is its baseline and is not listed.

  defender-graph changes --since 2026-11-02
  defender-graph changes --type microsoft_defender_user --format ndjson`,
  flags: [
    databaseFlag,
    { name: "since", value: "<time>", help: "from this moment on" },
    { name: "until", value: "<time>", help: "before this moment" },
    { name: "type", value: "<type>", help: "only this type of entity or relationship" },
    { name: "format", value: "<format>", help: "table, json, ndjson or csv", otherwise: "table" },
  ],
  async run(world, given) {
    const format = formatOf(given.text("format"));
    const input = {
      since: momentOf(given, "since"),
      until: momentOf(given, "until"),
      type: given.text("type"),
    };
    const desk = await world.openDesk({ database: given.text("database") ?? "", mode: "read" });
    try {
      const all: ChangeView[] = [];
      for await (const batch of desk.changes(input, world.interrupted)) {
        if (format === "ndjson") await write(world, batch, format);
        else all.push(...batch);
      }
      if (format === "json") await world.stdout.write(`${JSON.stringify(all)}\n`);
      else if (format !== "ndjson") await write(world, all, format);
      return 0;
    } finally {
      await desk.close();
    }
  },
};
