import { join } from "node:path";
import { textLiteral } from "./copy-database.ts";
import { rowsOfText } from "./duckdb-text.ts";
import type { Loading, StagePlace } from "./stage-place.ts";
import type { StageTable } from "./stage-table.ts";

/** A path as a pattern that only this path fits. */
export function patternOf(path: string): string {
  return path.replaceAll(/[*?[]/g, "[$&]");
}

// Bytes of text from which on a file pays. Of files DuckDB assumes that all are as long as the first.
const filePays = 1_000_000;

/** How files are written: in groups of some megabytes, and nothing is learnt of texts that hardly repeat. */
const fileOptions =
  "(format parquet, compression zstd, compression_level 1, dictionary_size_limit 1, row_group_size 8192)";

/**
 * The tables of a run beside a DuckDB file, in a database in memory; most rows of large ones in compressed files. In a
 * table, what does not fit into memory would be written and read again with every statement that passes over it.
 */
export class DuckDBStage implements StagePlace {
  readonly name: string;
  readonly folder: string;
  readonly open: readonly string[];
  readonly close: readonly string[];
  #files = 0;
  /** Tables of which there are files. */
  readonly #inFiles = new Set<string>();

  constructor(name: string, folder: string) {
    this.name = name;
    this.folder = folder;
    this.open = [`attach ':memory:' as ${name}`];
    this.close = [`detach ${name}`];
  }

  table({ name, columns, large }: StageTable): readonly string[] {
    const made = `create table ${this.name}.${name} (${columns})`;
    return large ? [made, `create table ${this.name}.${name}_gone (seq integer)`] : [made];
  }

  see(tables: readonly StageTable[]): readonly string[] {
    return [
      tables.map((table) => `create temp view ${table.name} as ${this.#rowsOf(table)}`).join(";"),
    ];
  }

  remove({ name, large }: StageTable, where: string): string {
    return large
      ? `insert into ${this.name}.${name}_gone select seq from ${name} where ${where}`
      : `delete from ${this.name}.${name} where ${where}`;
  }

  loading(table: StageTable, bytes: number): Loading {
    const rows = rowsOfText(table);
    if (bytes < filePays) {
      const sql = `insert into ${this.name}.${table.name} ${rows}`;
      return { sql, file: null, loaded: () => undefined };
    }
    const name = join(this.folder, `${table.name}-${this.#files++}.parquet`);
    const made = `${name}.making`;
    return {
      sql: `copy (${rows}) to ${textLiteral(made)} ${fileOptions}`,
      file: { made, name },
      loaded: () => this.#inFiles.add(table.name),
    };
  }

  #rowsOf(table: StageTable): string {
    const { name, large } = table;
    const own = `select * from ${this.name}.${name}`;
    if (!large) return own;
    const all = this.#inFiles.has(name) ? `(${own} union all ${this.#filesOf(table)})` : `(${own})`;
    return `select s.* from ${all} s anti join ${this.name}.${name}_gone g on g.seq = s.seq`;
  }

  #filesOf({ name }: StageTable): string {
    const files = join(patternOf(this.folder), `${name}-*.parquet`);
    return `select * from read_parquet(${textLiteral(files)}, hive_partitioning = false)`;
  }
}
