import type { Session } from "./session.ts";

/** The first DuckDB whose files can hold texts compressed with zstd; an older one's would hold them uncompressed. */
export const storageVersion = "v1.2.0";

/** A text in SQL, for the few statements that take no bound values. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

// No file's name makes a database of this name, so it cannot be the original's own.
const copy = '"the copy/"';

/** Writes all tables and sequences, in one version of them, into a new file. */
export async function copyDatabase(
  session: Session,
  file: string,
  signal?: AbortSignal,
): Promise<void> {
  const [row] = await session.all("select current_database() as name");
  const original = `"${String(row?.["name"]).replaceAll('"', '""')}"`;
  const how = `read_write, storage_version ${textLiteral(storageVersion)}`;
  await session.run(`attach ${textLiteral(file)} as ${copy} (${how})`);
  try {
    await session.all(`copy from database ${original} to ${copy}`, [], { signal });
  } finally {
    await session.run(`detach ${copy}`);
  }
}
