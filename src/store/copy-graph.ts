import { Failure } from "../base/failure.ts";
import { type CopiedColumn, type CopiedTable, copiedTables } from "./copy-columns.ts";
import { digestSources, hasDigests, otherDigest, WrittenForms } from "./copy-digests.ts";
import type { Bounds, Cell, Row, Session } from "./session.ts";
import type { StageCell } from "./stage-table.ts";

/** From where to where, in one version of everything there. */
export interface Copying extends Bounds {
  readonly source: Session;
  readonly target: Session;
}

const isDigest = (table: string, { name }: CopiedColumn): boolean =>
  hasDigests(table) && (name === "digest" || name === "volatile_digest");

function selectOf({ name, columns }: CopiedTable): string {
  // Digests have more digits than a number of JavaScript.
  const parts = columns.map((column) =>
    isDigest(name, column)
      ? `cast(${column.name} as varchar) as ${column.name}`
      : `"${column.name}"`,
  );
  const sources = hasDigests(name) ? [digestSources(name)] : [];
  return `select ${[...parts, ...sources].join(", ")} from "${name}"`;
}

function cellOf(value: Cell, { kind }: CopiedColumn): StageCell {
  if (value === null) return null;
  if (typeof value === "object") return value.map(String);
  if (typeof value === "number" && (kind === "bigint" || kind === "ubigint")) return BigInt(value);
  return value;
}

/** How a row's columns become those of the other database. */
function rowOf(table: CopiedTable, forms: WrittenForms, source: Session) {
  const convert = (row: Row, column: CopiedColumn): StageCell => {
    const value = row[column.name] ?? null;
    if (isDigest(table.name, column)) return otherDigest(String(value), source.dialect.name);
    if (hasDigests(table.name) && column.name === "properties") return forms.textOf(row);
    return cellOf(value, column);
  };
  return (row: Row): StageCell[] => table.columns.map((column) => convert(row, column));
}

async function copyTable(
  table: CopiedTable,
  forms: WrittenForms,
  { source, target, signal }: Copying,
): Promise<void> {
  const [place] = await target.all(target.dialect.tablesPlace);
  const kinds = table.columns.map(({ kind }) => kind);
  const writer = await target.writer(
    { name: table.name, columns: "", kinds, large: false },
    { name: String(place?.["name"]) },
  );
  const convert = rowOf(table, forms, source);
  let count = 0;
  for await (const rows of source.batches(selectOf(table), [], { signal })) {
    for (const row of rows) writer.add(convert(row));
    count += rows.length;
    await writer.relieve();
  }
  await writer.flush();
  await writer.close();
  await refuseDifference(target, table.name, count);
}

async function refuseDifference(target: Session, table: string, wanted: number): Promise<void> {
  const [row] = await target.all(`select count(*) as count from "${table}"`);
  if (row?.["count"] === wanted) return;
  const message = `Cannot copy the database: of ${wanted} rows of ${table}, ${String(row?.["count"])} arrived. Nothing was changed; try again.`;
  throw new Failure(message, { code: "copy_incomplete", retryable: true });
}

async function writeLearnt(target: Session, { learnt }: WrittenForms): Promise<void> {
  for (const [type, sets] of learnt) {
    for (const names of sets)
      await target.run(
        "insert into volatile_set values (?, ?) on conflict (type, names) do nothing",
        [type, names],
      );
  }
}

/** Copies everything from a database of one kind into an empty one of the other: all tables, and where numbers go on. */
export async function copyGraph(copying: Copying): Promise<void> {
  const { source, target } = copying;
  const tables = await copiedTables(target);
  const there = new Set((await copiedTables(source)).map(({ name }) => name));
  const forms = await WrittenForms.of(source);
  for (const { name } of tables) await target.run(`delete from "${name}"`);
  for (const table of tables) if (there.has(table.name)) await copyTable(table, forms, copying);
  await writeLearnt(target, forms);
  for (const row of await source.all(source.dialect.sequencesSql)) {
    for (const statement of target.dialect.continueSequence(
      String(row["name"]),
      Number(row["last"]),
    ))
      await target.run(statement);
  }
}
