import type { EpochMs } from "../base/clock.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { isObject } from "./json-object.ts";
import type { Notices } from "./notices.ts";
import { parseTime } from "./time.ts";

/**
 * Reads the fields of one record tolerantly: what is absent, null or blank is `null`; a number for a text and a text
 * for a number are taken; anything else is `null` and noted once per field.
 */
export class RecordReader {
  readonly #record: JsonObject;
  readonly #collection: string;
  readonly #notices: Notices;

  constructor(record: JsonObject, collection: string, notices: Notices) {
    this.#record = record;
    this.#collection = collection;
    this.#notices = notices;
  }

  /** A text; blank is `null`. */
  text(field: string): string | null {
    const value = this.#record[field];
    if (typeof value === "string") {
      return value.trim() === "" ? null : value;
    }
    if (value === undefined || value === null) {
      return null;
    }
    this.#note(field, "text", value);
    return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
  }

  /** A finite number. */
  number(field: string): number | null {
    const value = this.#record[field];
    if (typeof value === "number") {
      return value;
    }
    if (value === undefined || value === null || value === "") {
      return null;
    }
    this.#note(field, "number", value);
    const number = typeof value === "string" ? Number(value) : Number.NaN;
    return Number.isFinite(number) ? number : null;
  }

  /** True or false. */
  flag(field: string): boolean | null {
    const value = this.#record[field];
    if (typeof value === "boolean") {
      return value;
    }
    if (value === undefined || value === null || value === "") {
      return null;
    }
    this.#note(field, "boolean", value);
    const word = typeof value === "string" ? value.toLowerCase() : "";
    return word === "true" ? true : word === "false" ? false : null;
  }

  /** A moment; the year 1 is `null`. */
  time(field: string): EpochMs | null {
    const value = this.#record[field];
    if (value === undefined || value === null || value === "") {
      return null;
    }
    const time = typeof value === "string" ? parseTime(value) : null;
    if (time === null && !(typeof value === "string" && value.startsWith("0001-01-01"))) {
      this.#note(field, "time", value);
    }
    return time;
  }

  /** A list of texts without blanks; a single text is a list of one. */
  texts(field: string): readonly string[] {
    const value = this.#record[field];
    if (value === undefined || value === null) {
      return [];
    }
    if (!Array.isArray(value) && typeof value !== "string") {
      this.#note(field, "list", value);
    }
    const list = Array.isArray(value) ? value : [value];
    return list.filter((entry) => typeof entry === "string" && entry.trim() !== "");
  }

  /** The objects of a list, each with a reader of its own. */
  objects(field: string): readonly RecordReader[] {
    const value = this.#record[field];
    if (value === undefined || value === null) {
      return [];
    }
    if (!Array.isArray(value)) {
      this.#note(field, "list", value);
      return [];
    }
    return value.filter(isObject).map((entry) => this.#inner(field, entry));
  }

  /** An object within the record. */
  object(field: string): RecordReader | null {
    const value = this.#record[field];
    if (isObject(value)) {
      return this.#inner(field, value);
    }
    if (value !== undefined && value !== null) {
      this.#note(field, "object", value);
    }
    return null;
  }

  /** The record as it came. */
  get raw(): JsonObject {
    return this.#record;
  }

  #inner(field: string, record: JsonObject): RecordReader {
    return new RecordReader(record, `${this.#collection}.${field}`, this.#notices);
  }

  #note(field: string, wanted: string, value: Json): void {
    const got = Array.isArray(value) ? "list" : typeof value;
    const problem =
      wanted === "time" && got === "string" ? "not a time" : `expected ${wanted}, got ${got}`;
    this.#notices.note({ collection: this.#collection, field, problem });
  }
}
