import type { JsonObject } from "../base/json.ts";
import { type Call, isCollection } from "./call.ts";
import type { Http } from "./http.ts";
import { BrokenWalk } from "./incomplete-walk.ts";
import { arrayOf, isObject } from "./json-object.ts";
import { pathOfLink } from "./link.ts";
import type { Notices } from "./notices.ts";
import type { Listing, Page } from "./page.ts";
import { RecordReader } from "./record.ts";

/** What a resource's functions read with. */
export interface Reading {
  readonly http: Http;
  readonly notices: Notices;
}

/** What a collection is and how its records are understood. */
export interface Collection<Item> {
  /** The call of its first page. */
  readonly call: Call;
  readonly key: ((item: Item) => string) | null;
  /** Whether every tenant has at least one, so that an empty answer cannot be true. */
  readonly isNeverEmpty?: boolean;
  /** `null` for a record without an id. */
  readonly parse: (record: RecordReader) => Item | null;
}

/** A collection whose pages link to the next one; the last has no link. */
export function listByLinks<Item>(reading: Reading, collection: Collection<Item>): Listing<Item> {
  return {
    collection: collection.call.what,
    key: collection.key,
    pages: (signal) => linkedPages(reading, collection, signal),
  };
}

async function* linkedPages<Item>(
  reading: Reading,
  collection: Collection<Item>,
  signal?: AbortSignal,
): AsyncGenerator<Page<Item>> {
  let isEmpty = true;
  for await (const body of linkedBodies(reading, collection.call, signal)) {
    isEmpty &&= arrayOf(body["value"]).length === 0;
    yield { ...pageOf(reading, collection, body), expected: countOf(body) };
  }
  if (isEmpty && collection.isNeverEmpty === true) {
    throw new BrokenWalk(
      "suspiciously_empty",
      "the provider tells none, though every tenant has one.",
    );
  }
}

/** The answers of a collection whose pages link to the next one. Throws `BrokenWalk` for links that go astray. */
export async function* linkedBodies(
  { http }: Reading,
  call: Call,
  signal?: AbortSignal,
): AsyncGenerator<JsonObject> {
  const asked = new Set<string>();
  for (let path: string | null = call.path; path !== null;) {
    if (asked.has(path)) {
      throw new BrokenWalk("page_loop", "the pages link back to an earlier one.");
    }
    const page = { ...call, path, isSound: isCollection };
    let body = await http.json(page, signal);
    // A link announced more: an empty end instead is asked for once more, then not believed.
    if (asked.size > 0 && isEmptyEnd(body)) {
      body = await http.json(page, signal);
    }
    if (asked.size > 0 && isEmptyEnd(body)) {
      throw new BrokenWalk("empty_page", "a page that was announced came back empty.");
    }
    asked.add(path);
    yield body;
    path = nextPath(call, body);
  }
}

function isEmptyEnd(body: JsonObject): boolean {
  return arrayOf(body["value"]).length === 0 && !body["@odata.nextLink"];
}

/** The path of the page after `body`, `null` at the end. */
export function nextPath(call: Call, body: JsonObject): string | null {
  return pathOfLink(call.api, body["@odata.nextLink"], call.path);
}

/** How many items the provider says there are. */
export function countOf(body: JsonObject): number | undefined {
  const count = body["@odata.count"];
  return typeof count === "number" ? count : undefined;
}

/** The records of an answer as items. */
export function pageOf<Item>(
  reading: Reading,
  { call, parse }: Collection<Item>,
  body: JsonObject,
): Page<Item> {
  const items: Item[] = [];
  let rejected = 0;
  for (const record of arrayOf(body["value"])) {
    const item = isObject(record)
      ? parse(new RecordReader(record, call.what, reading.notices))
      : null;
    if (item === null) {
      rejected += 1;
      reading.notices.note({
        collection: call.what,
        field: "id",
        problem: "missing: record rejected",
      });
    } else {
      items.push(item);
    }
  }
  return { items, rejected };
}
