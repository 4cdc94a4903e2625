import { rm } from "node:fs/promises";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { textLiteral } from "./copy-database.ts";
import { DuckDBWriter } from "./duckdb-writer.ts";
import type { ExportLine } from "./export.ts";
import { storableText } from "./storable-text.ts";
import { storeFailure } from "./store-failure.ts";

const kinds = ["text", "text", "text", "texts", "text", "text", "text"] as const;
const columns =
  "kind varchar, _key varchar, _type varchar, _class varchar[], _fromEntityKey varchar, _toEntityKey varchar, properties varchar";

const settings = {
  memory_limit: "256MB",
  preserve_insertion_order: "false",
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
};

function rowOf(line: ExportLine) {
  const isEdge = line.kind === "relationship";
  const cells = [
    line.kind,
    storableText(line._key),
    line._type,
    isEdge ? [line._class] : [...line._class],
    isEdge ? storableText(line._fromEntityKey) : null,
    isEdge ? storableText(line._toEntityKey) : null,
    storableText(JSON.stringify(line.properties)),
  ];
  return cells;
}

type Lines = AsyncIterable<readonly ExportLine[]>;

async function writeWith(connection: DuckDBConnection, path: string, lines: Lines): Promise<void> {
  await connection.run(`create table graph (${columns})`);
  const writer = new DuckDBWriter(await connection.createAppender("graph"), kinds);
  for await (const some of lines) for (const line of some) writer.add(rowOf(line));
  await writer.close();
  await connection.run(`copy graph to ${textLiteral(path)} (format parquet, compression zstd)`);
  connection.disconnectSync();
}

/**
 * Writes the graph as one Parquet file, an object a row, all properties as one JSON text. The rows stand in a file beside it
 * until all are there. Throws a `Failure` where it cannot be written.
 */
export async function writeParquet(path: string, lines: Lines): Promise<void> {
  const making = `${path}.making`;
  const tidy = async (): Promise<void> => {
    for (const rest of [making, `${making}.wal`, `${making}.tmp`])
      await rm(rest, { recursive: true, force: true });
  };
  try {
    await tidy();
    const instance = await DuckDBInstance.create(making, settings);
    await instance
      .connect()
      .then((connection) => writeWith(connection, path, lines))
      .finally(() => instance.closeSync());
  } catch (error) {
    throw storeFailure(error, `write ${path}`);
  } finally {
    await tidy();
  }
}
