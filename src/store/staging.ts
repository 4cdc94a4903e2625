import { hash } from "node:crypto";
import { type DuckDBAppender, LIST, listValue, VARCHAR } from "@duckdb/node-api";
import type { Entity, Properties } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import { canonical } from "./canonical.ts";
import type { Database } from "./database.ts";
import { KeyBook } from "./key-book.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";
import { stagedEntities, stagedRelationships } from "./staged-view.ts";

/** Joins two pieces of evidence for the same edge. */
export type Merge = (a: Properties, b: Properties) => Properties;

/** What the store must know about the types that are staged. */
export interface StagingRules {
  /** By type, the properties whose change alone is no change. */
  readonly volatile: ReadonlyMap<string, readonly string[]>;
  /** By relationship type, how edges that come several times are joined. */
  readonly merge: ReadonlyMap<string, Merge>;
}

const tables = [
  "create or replace temp table stage_key (n integer, key text)",
  `create or replace temp table stage_entity (n integer, type text, classes text[], display_name text, lasting text,
     volatile text, raw text)`,
  "create or replace temp table stage_type (n integer, type text, verb text)",
  "create or replace temp table stage_relationship (type integer, f integer, t integer, lasting text, volatile text)",
  "create or replace temp table keep_type (type text)",
  "create or replace temp table keep_from (type text, n integer, with_targets boolean)",
];

const classesType = LIST(VARCHAR);

/** Opens an empty staging area for a run. It lives in temporary tables: nothing of it outlasts the process. */
export async function openStaging(
  database: Database,
  run: Run,
  rules: StagingRules,
): Promise<Staging> {
  const session = await database.session();
  for (const table of tables) await session.run(table);
  return new Staging({
    session,
    run,
    rules,
    keys: await session.appender("stage_key"),
    entities: await session.appender("stage_entity"),
    relationships: await session.appender("stage_relationship"),
    types: await session.appender("stage_type"),
  });
}

interface Parts {
  readonly session: Session;
  readonly run: Run;
  readonly rules: StagingRules;
  readonly keys: DuckDBAppender;
  readonly entities: DuckDBAppender;
  readonly relationships: DuckDBAppender;
  readonly types: DuckDBAppender;
}

/** What one run found so far, beside the graph and not yet part of it. */
export class Staging {
  readonly session: Session;
  readonly run: Run;
  readonly rules: StagingRules;
  readonly #parts: Parts;
  readonly #book: KeyBook;
  readonly #types = new Map<string, number>();
  readonly #staged = new Map<number, string>();
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.session = parts.session;
    this.run = parts.run;
    this.rules = parts.rules;
    this.#book = new KeyBook(parts.keys);
  }

  /** Adds entities. One that comes again with the same content is one; with other content it is a conflict. */
  async addEntities(entities: readonly Entity[]): Promise<void> {
    const into = this.#parts.entities;
    for (const { key, type, classes, properties, raw } of entities) {
      const { lasting, volatile } = canonical(properties, this.rules.volatile.get(type));
      const number = this.#book.number(key);
      if (!this.#isNews(number, `${type}${lasting}${volatile}`)) continue;
      const name = properties["displayName"];
      into.appendInteger(number);
      into.appendVarchar(type);
      into.appendList(listValue([...classes]), classesType);
      into.appendVarchar(typeof name === "string" ? name : key);
      into.appendVarchar(lasting);
      into.appendVarchar(volatile);
      if (raw === undefined) into.appendNull();
      else into.appendVarchar(JSON.stringify(raw));
      into.endRow();
    }
  }

  /** Adds relationships. Those that come again are joined where their type says how. */
  async addRelationships(relationships: readonly Relationship[]): Promise<void> {
    const into = this.#parts.relationships;
    for (const { type, verb, from, to, properties } of relationships) {
      const { lasting, volatile } = canonical(properties, this.rules.volatile.get(type));
      into.appendInteger(this.#typeNumber(type, verb));
      into.appendInteger(this.#book.number(from));
      into.appendInteger(this.#book.number(to));
      into.appendVarchar(lasting);
      into.appendVarchar(volatile);
      into.endRow();
    }
  }

  /** What is in the graph of these types stays, unless it is staged anew. */
  async keepTypes(types: readonly string[]): Promise<void> {
    for (const type of types) await this.session.run("insert into keep_type values (?)", [type]);
  }

  /** Edges of a type from these entities stay as they are; with `withTargets`, so do the entities they lead to. */
  async keepFrom(input: {
    readonly relationshipType: string;
    readonly fromKeys: Iterable<string>;
    readonly withTargets: boolean;
  }): Promise<void> {
    const appender = await this.session.appender("keep_from");
    for (const key of input.fromKeys) {
      appender.appendVarchar(input.relationshipType);
      appender.appendInteger(this.#book.number(key));
      appender.appendBoolean(input.withTargets);
      appender.endRow();
    }
    appender.closeSync();
  }

  /** Entities of these types as they would be: staged, and kept. */
  entities(types: readonly string[]): AsyncIterable<readonly Entity[]> {
    this.flush();
    return stagedEntities(this, types);
  }

  /** Relationships of these types as they would be: staged, and kept. Not for types that are joined. */
  relationships(types: readonly string[]): AsyncIterable<readonly Relationship[]> {
    this.flush();
    return stagedRelationships(this, types);
  }

  /** Makes everything added so far visible to queries. */
  flush(): void {
    const { keys, entities, relationships, types } = this.#parts;
    for (const appender of [keys, types, entities, relationships]) appender.flushSync();
  }

  /** Forgets everything that was staged. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { keys, entities, relationships, types } = this.#parts;
    for (const appender of [keys, types, entities, relationships]) appender.closeSync();
    for (const table of [
      "stage_key",
      "stage_entity",
      "stage_relationship",
      "stage_type",
      "keep_type",
      "keep_from",
    ]) {
      await this.session.run(`drop table if exists ${table}`);
    }
    this.session.close();
  }

  /** Whether an entity's content was not staged already: accounts that log on everywhere come once per machine. */
  #isNews(number: number, content: string): boolean {
    const digest = hash("md5", content, "base64url");
    if (this.#staged.get(number) === digest) return false;
    this.#staged.set(number, digest);
    return true;
  }

  #typeNumber(type: string, verb: string): number {
    const known = this.#types.get(type);
    if (known !== undefined) return known;
    const number = this.#types.size;
    this.#types.set(type, number);
    const into = this.#parts.types;
    into.appendInteger(number);
    into.appendVarchar(type);
    into.appendVarchar(verb);
    into.endRow();
    return number;
  }
}
