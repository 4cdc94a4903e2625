import type { Json } from "../base/json.ts";
import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import { canonical } from "./canonical.ts";
import { KeyBook } from "./key-book.ts";
import type { EdgeBlock } from "./edge-text.ts";
import { LastDigests } from "./last-digests.ts";
import type { StagedNames } from "./listed.ts";
import { ShapeBook } from "./shape-book.ts";
import { type RowWriter, stageTables } from "./stage-table.ts";
import { storableText } from "./storable-text.ts";
import type { StagingArea } from "./staging-area.ts";
import type { Volatile } from "./volatile.ts";

/** One writer for each table that a run fills. */
type Writers = Readonly<Record<keyof typeof stageTables, RowWriter>>;

/** How much was staged: rows, before those that came several times are made one. */
export interface StagedCounts {
  readonly entities: number;
  readonly relationships: number;
}

/** Turns entities and relationships into rows of the staging tables. */
export class Intake implements StagedNames {
  /** The structures of entities that were added. */
  readonly shapes = new ShapeBook();
  readonly #writers: Writers;
  readonly #volatile: Volatile;
  readonly #book: KeyBook;
  readonly #typeNumbers = new Map<string, number>();
  readonly #types: Pick<Relationship, "type" | "verb">[] = [];
  // Accounts that log on everywhere come once per machine: what is known by digest is not staged again.
  readonly #seen = new LastDigests();
  #lastRecord: { readonly raw: Json; readonly text: string } = { raw: null, text: "null" };
  #entities = 0;
  #relationships = 0;

  private constructor(writers: Writers, volatile: Volatile) {
    this.#writers = writers;
    this.#volatile = volatile;
    this.#book = new KeyBook(writers.keys);
  }

  /** Opens the way into the tables of a run. */
  static async open(area: StagingArea, volatile: Volatile): Promise<Intake> {
    const writers = {
      keys: await area.writer(stageTables.keys),
      types: await area.writer(stageTables.types),
      entities: await area.writer(stageTables.entities),
      relationships: await area.writer(stageTables.relationships),
      keptTypes: await area.writer(stageTables.keptTypes),
      keptFrom: await area.writer(stageTables.keptFrom),
    };
    return new Intake(writers, volatile);
  }

  /** Adds an entity, unless the very same is the last that came under its key. */
  addEntity({ key, type, classes, properties, raw }: Entity): void {
    const shape = this.shapes.of(properties);
    const { lasting, volatile } = canonical(properties, this.#volatile.get(type), shape.isSorted);
    const n = this.#book.number(key);
    if (this.#seen.isKnown(n, `${type}\n${classes.join()}\n${lasting}${volatile}`)) return;
    const name = properties["displayName"];
    const displayName = storableText(typeof name === "string" ? name : key);
    const record = this.#recordText(raw);
    const seq = this.#entities++;
    const row = [seq, n, type, classes, displayName, lasting, volatile, record, shape.number];
    this.#writers.entities.add(row);
  }

  /** Adds an edge. */
  addRelationship({ type, verb, from, to, properties }: Relationship): void {
    const { lasting, volatile } = canonical(properties, this.#volatile.get(type));
    this.#writers.relationships.add([
      this.#relationships++,
      this.typeNumber(type, verb),
      this.#book.number(from),
      this.#book.number(to),
      lasting,
      volatile,
    ]);
  }

  /** Counts the edges of a block, and takes over the numbers that it gave to keys. */
  adopt({ keys, edges }: EdgeBlock): void {
    for (const [key, number] of keys) this.#book.adopt(key, number);
    this.#relationships += edges;
  }

  /** Counts edges that are staged as text, and gives the number of the first one; the others' follow. */
  reserve(edges: number): number {
    const first = this.#relationships;
    this.#relationships += edges;
    return first;
  }

  /** The numbers of keys, new or known. */
  keyNumbers(keys: Iterable<string>): Map<string, number> {
    const numbers = new Map<string, number>();
    for (const key of keys) numbers.set(key, this.#book.number(key));
    return numbers;
  }

  /** Marks all of a type as kept. */
  keepType(type: string): void {
    this.#writers.keptTypes.add([type]);
  }

  /** Marks the edges of a type from one entity as kept, and where given the entities of a type that they lead to. */
  keepFrom(relationshipType: string, key: string, targetType: string | null): void {
    this.#writers.keptFrom.add([relationshipType, this.#book.number(key), targetType]);
  }

  /** The number of a relationship type, new or known. */
  typeNumber(type: string, verb: string): number {
    const known = this.#typeNumbers.get(type);
    if (known !== undefined) return known;
    const number = this.#types.push({ type, verb }) - 1;
    this.#typeNumbers.set(type, number);
    this.#writers.types.add([number, type, verb]);
    return number;
  }

  /** The relationship types that have a number. */
  relationshipTypes(): readonly string[] {
    return [...this.#typeNumbers.keys()];
  }

  keyOf(number: number): string {
    return this.#book.key(number);
  }

  typeOf(number: number): Pick<Relationship, "type" | "verb"> {
    const type = this.#types[number];
    if (type === undefined) throw new Error(`no relationship type has the number ${number}`);
    return type;
  }

  /** How much was added so far. */
  counts(): StagedCounts {
    return { entities: this.#entities, relationships: this.#relationships };
  }

  /** Waits while too much waits to be written. */
  async relieve(): Promise<void> {
    for (const writer of Object.values(this.#writers)) await writer.relieve();
  }

  /** Makes everything added so far visible to queries. */
  async flush(): Promise<void> {
    for (const writer of Object.values(this.#writers)) await writer.flush();
  }

  /** Takes entities anew, also those that came before: they were taken out. */
  forget(): void {
    this.#seen.clear();
  }

  /** Ends adding. */
  async close(): Promise<void> {
    for (const writer of Object.values(this.#writers)) await writer.close();
  }

  // A machine's record stands beside two entities, which come one after the other.
  #recordText(raw: Json | undefined): string | null {
    if (raw === undefined) return null;
    if (raw !== this.#lastRecord.raw) this.#lastRecord = { raw, text: JSON.stringify(raw) };
    return this.#lastRecord.text;
  }
}
