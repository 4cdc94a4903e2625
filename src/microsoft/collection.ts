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
  const { call } = collection;
  const asked = new Set<string>();
  for (let path: string | null = call.path; path !== null; ) {
    if (asked.has(path)) {
      throw new BrokenWalk("page_loop", "the pages link back to an earlier one.");
    }
    asked.add(path);
    const body = await reading.http.json({ ...call, path, isSound: isCollection }, signal);
    yield { ...pageOf(reading, collection, body), expected: countOf(body) };
    path = nextPath(call, body);
  }
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
    const item = isObject(record) ? parse(new RecordReader(record, call.what, reading.notices)) : null;
    if (item === null) {
      rejected += 1;
      reading.notices.note({ collection: call.what, field: "id", problem: "missing: record rejected" });
    } else {
      items.push(item);
    }
  }
  return { items, rejected };
}
