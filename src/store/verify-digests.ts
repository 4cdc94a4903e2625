import { duckdbDialect } from "./duckdb-dialect.ts";
import type { Bound, Row, Session } from "./session.ts";
import { type Check, Places } from "./verify-check.ts";
import { type DigestedTable, findWrongParsed } from "./verify-parsed.ts";

const { digest, digestOf } = duckdbDialect;

interface Cut {
  readonly sql: string;
  readonly values: readonly Bound[];
}

/** Where the volatile part of a row's properties begins: at the first volatile name, else at the closing brace. */
async function cutOf(session: Session): Promise<Cut> {
  const rows = await session.all("select type, name from volatile_property order by type, name");
  const byType = Map.groupBy(rows, (row) => String(row["type"]));
  const values: Bound[] = [];
  const cases = [...byType].map(([type, names]) => {
    values.push(type);
    const places = names.map((row) => {
      const quoted = JSON.stringify(String(row["name"]));
      values.push(`,${quoted}:`, `{${quoted}:`);
      return "nullif(strpos(properties, ?), 0), case when starts_with(properties, ?) then 2 end";
    });
    return `when type = ? then least(${places.join(", ")})`;
  });
  const first = cases.length === 0 ? "null" : `case ${cases.join(" ")} end`;
  return { sql: `coalesce(${first}, length(properties))`, values };
}

const entityHead = "type || chr(10) || array_to_string(classes, ',') || chr(10)";

const kinds: readonly DigestedTable[] = ["entity", "entity_history"]
  .map((table) => ({ table, head: entityHead, raw: "coalesce(raw, '')", name: "key" }))
  .concat(
    ["relationship", "relationship_history"].map((table) => ({
      table,
      head: "''",
      raw: "''",
      name: "type || ' ' || id",
    })),
  );

/** Rows whose digests are not those of their content, as far as the present volatile names tell. */
function suspects({ table, head, raw, name }: DigestedTable, cut: Cut): string {
  return `
    with split as (
      select ${name} as name, version, ${head} as head, ${raw} as raw, properties, digest, volatile_digest,
        ${cut.sql} as cut
      from ${table})
    select name, version, head, raw, properties,
      cast(digest as varchar) as digest, cast(volatile_digest as varchar) as volatile_digest
    from split
    where ${digest("head || left(properties, cut - 1)")} <> digest
      or ${digest("substr(properties, cut) || raw")} <> volatile_digest`;
}

/** Where a row's volatile properties begin. Another release may have had other ones: any split that fits will do. */
export function cutIn(row: Row): number | null {
  const properties = String(row["properties"]);
  const head = String(row["head"]);
  const raw = String(row["raw"]);
  for (let at = 1; at < properties.length; at++) {
    if (at !== 1 && at !== properties.length - 1 && !properties.startsWith(',"', at)) continue;
    if (digestOf(head + properties.slice(0, at)) !== row["digest"]) continue;
    if (digestOf(properties.slice(at) + raw) === row["volatile_digest"]) return at;
  }
  return null;
}

async function findWrong(session: Session, kind: DigestedTable, places: Places): Promise<void> {
  const cut = await cutOf(session);
  for await (const rows of session.batches(suspects(kind, cut), cut.values)) {
    for (const row of rows.filter((one) => cutIn(one) === null))
      places.add(`${kind.table} ${String(row["name"])} version ${String(row["version"])}`);
  }
}

/** Digests match the content that they stand for. */
export const digestCheck: Check = {
  name: "digests",
  holds: "Every version's content is what its digest was made of",
  todo: "Something changed the file other than a run. Restore a backup from before.",
  async find(session) {
    const places = new Places();
    const isText = session.dialect.name === "duckdb";
    for (const kind of kinds) await (isText ? findWrong : findWrongParsed)(session, kind, places);
    return places.found();
  },
};
