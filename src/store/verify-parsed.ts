import { type Canonical, canonical } from "./canonical.ts";
import type { Row, Session } from "./session.ts";
import { readProperties } from "./stored.ts";
import type { Places } from "./verify-check.ts";

/** A table whose rows have digests, and what those were made of. */
export interface DigestedTable {
  readonly table: string;
  /** What stands before the lasting properties in the digest's text. */
  readonly head: string;
  readonly raw: string;
  /** Columns that name the row. */
  readonly name: string;
}

export type NameSets = ReadonlyMap<string, readonly (readonly string[])[]>;

/** By type, every set of names that were volatile when versions were written. */
export async function nameSets(session: Session): Promise<NameSets> {
  const found = new Map<string, string[][]>();
  for (const row of await session.all("select type, names from volatile_set")) {
    const names: unknown = JSON.parse(String(row["names"]));
    const sets = found.get(String(row["type"])) ?? [];
    if (Array.isArray(names)) sets.push(names.map(String));
    found.set(String(row["type"]), sets);
  }
  return found;
}

/**
 * The properties of a row as they were written, out of columns `type`, `head`, `raw`, `properties`, `digest` and
 * `volatile_digest`; `null` where the digests are of something else.
 */
export function writtenForm(
  row: Row,
  sets: NameSets,
  digestOf: (text: string) => string,
): Canonical | null {
  const properties = readProperties(row["properties"]);
  const head = String(row["head"]);
  const raw = String(row["raw"]);
  for (const names of [...(sets.get(String(row["type"])) ?? []), []]) {
    const form = canonical(properties, names);
    const isSame =
      digestOf(head + form.lasting) === row["digest"] &&
      digestOf(form.volatile + raw) === row["volatile_digest"];
    if (isSame) return form;
  }
  return null;
}

/** Finds rows whose digests are not those of their content, where the database keeps properties parsed: one by one. */
export async function findWrongParsed(
  session: Session,
  { table, head, raw, name }: DigestedTable,
  places: Places,
): Promise<void> {
  const sets = await nameSets(session);
  const sql = `
    select ${name} as name, version, type, ${head} as head, ${raw} as raw, properties,
      cast(digest as text) as digest, cast(volatile_digest as text) as volatile_digest
    from ${table}`;
  for await (const rows of session.batches(sql)) {
    for (const row of rows.filter(
      (one) => writtenForm(one, sets, session.dialect.digestOf) === null,
    ))
      places.add(`${table} ${String(row["name"])} version ${String(row["version"])}`);
  }
}
