import type { Session } from "./session.ts";
import type { StageKind } from "./stage-table.ts";

/** A column of a table that is copied. */
export interface CopiedColumn {
  readonly name: string;
  readonly kind: StageKind;
}

/** A table that is copied from one database to another. */
export interface CopiedTable {
  readonly name: string;
  readonly columns: readonly CopiedColumn[];
}

// As the two engines name them.
const kinds: Readonly<Record<string, StageKind>> = {
  integer: "integer",
  bigint: "bigint",
  ubigint: "ubigint",
  boolean: "boolean",
  double: "double",
  "double precision": "double",
  "varchar[]": "texts",
  array: "texts",
};

// What each database has for itself: the form of its tables, and who works on it.
const own = ["schema_version", "lease"];

const columnsSql = `
  select c.table_name, c.column_name, lower(c.data_type) as type
  from information_schema.columns c
  join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    and t.table_catalog = c.table_catalog
  where c.table_schema = current_schema() and c.table_catalog = current_database() and t.table_type = 'BASE TABLE'
  order by c.table_name, c.ordinal_position`;

/** All tables of a database that are its content, whoever made them. */
export async function copiedTables(session: Session): Promise<readonly CopiedTable[]> {
  const rows = await session.all(columnsSql);
  const byTable = Map.groupBy(rows, (row) => String(row["table_name"]));
  return [...byTable]
    .filter(([name]) => !own.includes(name))
    .map(([name, columns]) => ({
      name,
      columns: columns.map((column) => ({
        name: String(column["column_name"]),
        kind: kinds[String(column["type"])] ?? "text",
      })),
    }));
}
