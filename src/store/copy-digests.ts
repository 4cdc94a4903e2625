import { canonical } from "./canonical.ts";
import type { Dialect } from "./dialect.ts";
import type { Row, Session } from "./session.ts";
import { readProperties } from "./stored.ts";
import { cutIn } from "./verify-digests.ts";
import { type NameSets, nameSets, writtenForm } from "./verify-parsed.ts";

/** The tables whose rows have digests of their content. */
const digested = ["entity", "entity_history", "relationship", "relationship_history"];

/** Whether a table's rows have digests. */
export function hasDigests(table: string): boolean {
  return digested.includes(table);
}

/** Columns, besides the table's own, that say what the digests were made of. */
export function digestSources(table: string): string {
  const isEntity = table.startsWith("entity");
  const head = isEntity ? "type || chr(10) || array_to_string(classes, ',') || chr(10)" : "''";
  return `${head} as head, ${isEntity ? "coalesce(raw, '')" : "''"} as raw_text`;
}

/** The same digest as the other engine writes it: the same eight bytes, read in the other order. */
export function otherDigest(digest: string, from: Dialect["name"]): bigint {
  const bytes = Buffer.alloc(8);
  if (from === "duckdb") {
    bytes.writeBigUInt64LE(BigInt(digest));
    return bytes.readBigInt64BE();
  }
  bytes.writeBigInt64BE(BigInt(digest));
  return bytes.readBigUInt64LE();
}

/** Finds the text that properties were written as, and learns which of them were volatile. */
export class WrittenForms {
  readonly #dialect: Dialect;
  readonly #sets: NameSets;
  /** Sets of volatile names that no table tells of, by type, as JSON. */
  readonly learnt = new Map<string, Set<string>>();

  private constructor(dialect: Dialect, sets: NameSets) {
    this.#dialect = dialect;
    this.#sets = sets;
  }

  /** Of the database that a connection is to. */
  static async of(session: Session): Promise<WrittenForms> {
    return new WrittenForms(session.dialect, await nameSets(session));
  }

  /** The text of a row's properties. What fits no digest is copied as it is: the checks will tell. */
  textOf(row: Row): string {
    const source = { ...row, raw: row["raw_text"] ?? "" };
    const form = writtenForm(source, this.#sets, this.#dialect.digestOf);
    if (form !== null) return form.lasting + form.volatile;
    const text = String(row["properties"]);
    if (this.#dialect.name === "postgres") {
      const { lasting, volatile } = canonical(readProperties(text));
      return lasting + volatile;
    }
    this.#learn(source, text);
    return text;
  }

  #learn(row: Row, text: string): void {
    const cut = cutIn(row);
    if (cut === null) return;
    const type = String(row["type"]);
    const names = Object.keys(readProperties(`{${text.slice(cut).replace(/^,/, "")}`)).toSorted();
    this.learnt.set(type, (this.learnt.get(type) ?? new Set()).add(JSON.stringify(names)));
  }
}
