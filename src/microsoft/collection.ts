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
  /** Whether keys may begin with a capital, as in the export family (`microsoft-apis` §3.7). */
  readonly mayShout?: boolean;
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
  let isNone = true;
  for await (const body of linkedBodies(reading, collection.call, { signal })) {
    isNone &&= isEmpty(body);
    yield { ...pageOf(reading, collection, body), expected: countOf(body) };
  }
  if (isNone && collection.isNeverEmpty === true) {
    throw new BrokenWalk(
      "suspiciously_empty",
      "the provider tells none, though every tenant has one.",
    );
  }
}

/** How the answers of a collection are walked. */
interface LinkWalk {
  /** The first answer, where it is there already. */
  readonly first?: JsonObject | null;
  readonly signal?: AbortSignal | undefined;
}

/** Graph may give empty pages that link on (`microsoft-apis` §2.6); more than this in a row lead nowhere. */
const mostEmptyPages = 200;

/** The answers of a collection whose pages link to the next one. Throws `BrokenWalk` for links that go astray. */
export async function* linkedBodies(
  { http }: Reading,
  call: Call,
  { first, signal }: LinkWalk = {},
): AsyncGenerator<JsonObject> {
  const asked = new Set<string>();
  let body = first ?? (await http.json({ ...call, isSound: isCollection }, signal));
  const hasContext = "@odata.context" in body;
  let emptyPages = 0;
  for (let path = call.path; ;) {
    asked.add(path);
    yield body;
    emptyPages = isEmpty(body) ? emptyPages + 1 : 0;
    const next = nextPath(call, body);
    if (next === null) {
      return;
    }
    refuseLink(next, asked, emptyPages);
    path = next;
    body = await announced(http, { ...call, path, isSound: isCollection }, { hasContext, signal });
  }
}

/** Throws `BrokenWalk` for a link that was followed before, or that comes after too many empty pages in a row. */
export function refuseLink(path: string, asked: ReadonlySet<string>, emptyPages: number): void {
  if (asked.has(path)) {
    throw new BrokenWalk("page_loop", "the pages link back to an earlier one.");
  }
  if (emptyPages > mostEmptyPages) {
    throw new BrokenWalk("empty_pages", `${emptyPages} pages in a row were empty.`);
  }
}

/** How often an announced page is asked for while it is an empty end. */
const emptyEndAsks = 3;

/**
 * A page that a link announced. An empty end instead is asked for again. Graph ends so where the rows fill the pages
 * exactly, and is believed unless the answer lacks the context that its first page named; Defender is not.
 */
async function announced(
  http: Http,
  page: Call,
  {
    hasContext,
    signal,
  }: { readonly hasContext: boolean; readonly signal: AbortSignal | undefined },
): Promise<JsonObject> {
  let body = await http.json(page, signal);
  for (let ask = 1; isEmptyEnd(body) && ask < emptyEndAsks; ask += 1) {
    await http.pause({ attempt: ask, afterMs: 0 }, signal);
    body = await http.json(page, signal);
  }
  const isWhole = page.api === "graph" && (!hasContext || "@odata.context" in body);
  if (isEmptyEnd(body) && !isWhole) {
    throw new BrokenWalk("empty_page", "a page that was announced came back empty.");
  }
  return body;
}

function isEmptyEnd(body: JsonObject): boolean {
  // The end of a delta says so by another link.
  return isEmpty(body) && !body["@odata.nextLink"] && !body["@odata.deltaLink"];
}

function isEmpty(body: JsonObject): boolean {
  return arrayOf(body["value"]).length === 0;
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
  { call, parse, mayShout = false }: Collection<Item>,
  body: JsonObject,
): Page<Item> {
  const items: Item[] = [];
  let rejected = 0;
  for (const record of arrayOf(body["value"])) {
    const item = isObject(record)
      ? parse(new RecordReader(mayShout ? quiet(record) : record, call.what, reading.notices))
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

/** The record with keys that begin with a small letter. */
function quiet(record: JsonObject): JsonObject {
  const entries = Object.entries(record);
  return Object.fromEntries(
    entries.map(([key, value]) => [`${key.slice(0, 1).toLowerCase()}${key.slice(1)}`, value]),
  );
}
