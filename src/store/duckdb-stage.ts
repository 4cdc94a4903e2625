import { join } from "node:path";
import { textLiteral } from "./copy-database.ts";
import type { StagePlace } from "./stage-place.ts";
import type { StageTable } from "./stage-table.ts";

/** A path as a pattern that only this path fits. */
export function patternOf(path: string): string {
  return path.replaceAll(/[*?[]/g, "[$&]");
}

/** How files of rows are written: pieces of some megabytes, as nothing that was read before is read again soon. */
export const fileOptions =
  "(format parquet, compression zstd, compression_level 1, dictionary_size_limit 1, row_group_size 8192)";

/**
 * A file for rows of a large table. DuckDB takes all files for as long as the first by name, and holds the shorter side of
 * a join in memory, so the long ones go first.
 */
export function fileOf(
  folder: string,
  { name }: StageTable,
  piece: { readonly number: number; readonly isLong: boolean },
): string {
  const number = String(piece.number).padStart(8, "0");
  return join(folder, `${name}-${piece.isLong ? "a" : "b"}${number}.parquet`);
}

function emptyFile(folder: string, { name }: StageTable): string {
  return join(folder, `${name}-c.parquet`);
}

function filesOf(folder: string, { name }: StageTable): string {
  const files = join(patternOf(folder), `${name}-*.parquet`);
  return `read_parquet(${textLiteral(files)}, hive_partitioning = false)`;
}

function rowsOf(table: StageTable, place: string, folder: string): string {
  const { name, large } = table;
  if (!large) return `select * from ${place}.${name}`;
  return `
    select s.* from ${filesOf(folder, table)} s anti join ${place}.${name}_gone g on g.seq = s.seq`;
}

/**
 * The tables of a run beside a DuckDB file: small ones in a database in memory, rows of large ones in compressed files.
 * In a table, what does not fit into memory is written and read again with every statement that passes over it.
 */
export function duckdbStage(place: string, folder: string): StagePlace {
  return {
    name: place,
    folder,
    open: [`attach ':memory:' as ${place}`],
    table: (table) => {
      const { name, columns, large } = table;
      if (!large) return [`create table ${place}.${name} (${columns})`];
      return [
        `create table ${place}.${name}_empty (${columns})`,
        `create table ${place}.${name}_gone (seq integer)`,
        `copy ${place}.${name}_empty to ${textLiteral(emptyFile(folder, table))} (format parquet)`,
      ];
    },
    see: (tables) =>
      tables.map((table) => `create temp view ${table.name} as ${rowsOf(table, place, folder)}`),
    remove: ({ name, large }, where) =>
      large
        ? `insert into ${place}.${name}_gone select seq from ${name} where ${where}`
        : `delete from ${place}.${name} where ${where}`,
    close: [`detach ${place}`],
  };
}
