import type { Json, JsonObject } from "../base/json.ts";
import { Failure } from "../base/failure.ts";
import { isCollection } from "./call.ts";
import {
  countOf,
  nextPath,
  pageOf,
  refuseLink,
  type Collection,
  type Reading,
} from "./collection.ts";
import { BrokenWalk } from "./incomplete-walk.ts";
import { arrayOf, isObject } from "./json-object.ts";
import type { Listing, Page } from "./page.ts";

/** A Defender collection that is walked by `$top` and `$skip`. */
export interface SkipCollection<Item> extends Collection<Item> {
  /** The most that a page may have. */
  readonly top: number;
  /** The field that identifies and orders the records. */
  readonly idField: string;
  /** What else every page is asked for, such as `$expand=evidence`. */
  readonly query?: string;
  /** Whether an answer that repeats the first page means that the server knows no `$skip`, and that one was all. */
  readonly mayIgnoreSkip?: boolean;
}

/**
 * A collection whose pages do not link to each other. Each page is asked to begin with the last row of the one before
 * (`$skip` less one): if it does not, rows vanished in between, and others slid past unseen. So a page that holds
 * that row alone is the proven end, whatever the server's page size; a short page proves nothing, as servers cap
 * `$top` as they like.
 */
export function listBySkip<Item>(
  reading: Reading,
  collection: SkipCollection<Item>,
): Listing<Item> {
  return {
    collection: collection.call.what,
    key: collection.key,
    pages: (signal) => skippedPages({ reading, collection, signal }),
  };
}

interface Walk<Item> {
  readonly reading: Reading;
  readonly collection: SkipCollection<Item>;
  readonly signal: AbortSignal | undefined;
}

interface Cursor {
  /** Where the next page is, when a page linked to it. */
  readonly link: string | null;
  /** Position of the last row read, -1 before the first. */
  readonly last: number;
  readonly firstId: Json | undefined;
  readonly lastId: Json | undefined;
  /** Rows of the largest page. */
  readonly largest: number;
  readonly isOrdered: boolean;
  readonly linked: ReadonlySet<string>;
  /** The last pages that had no rows. */
  readonly emptyPages: number;
}

const start: Cursor = {
  link: null,
  last: -1,
  firstId: undefined,
  lastId: undefined,
  largest: 0,
  isOrdered: true,
  linked: new Set(),
  emptyPages: 0,
};

async function* skippedPages<Item>(walk: Walk<Item>): AsyncGenerator<Page<Item>> {
  const { reading, collection } = walk;
  for (let cursor = start; ;) {
    const { body, isOrdered } = await askPatiently(walk, cursor);
    const records = arrayOf(body["value"]);
    const fresh = freshRecords(collection, cursor, records);
    const link = nextPath(collection.call, body);
    if (fresh.length === 0 && link === null) {
      return;
    }
    yield { ...pageOf(reading, collection, { value: fresh }), expected: countOf(body) };
    cursor = advance(collection, { ...cursor, isOrdered }, { records, link });
  }
}

/** A tenant without a single record is told so twice before it is believed. */
async function askPatiently<Item>(walk: Walk<Item>, cursor: Cursor): ReturnType<typeof ask> {
  const asked = await ask(walk, cursor);
  const isEmpty = arrayOf(asked.body["value"]).length === 0;
  return isEmpty && cursor.last < 0 ? ask(walk, cursor) : asked;
}

/** A server that refuses `$orderby` is asked without; its own order is ascending by id (`microsoft-apis` §3.3). */
async function ask<Item>(
  walk: Walk<Item>,
  cursor: Cursor,
): Promise<{ readonly body: JsonObject; readonly isOrdered: boolean }> {
  const { collection, reading, signal } = walk;
  const send = (isOrdered: boolean) => {
    const path = cursor.link ?? pathAt(collection, cursor, isOrdered);
    return reading.http.json({ ...collection.call, path, isSound: isCollection }, signal);
  };
  try {
    return { body: await send(cursor.isOrdered), isOrdered: cursor.isOrdered };
  } catch (error) {
    const isRefused = error instanceof Failure && error.code === "bad_request";
    if (!isRefused || cursor.last >= 0) {
      throw error;
    }
    return { body: await send(false), isOrdered: false };
  }
}

function pathAt<Item>(
  collection: SkipCollection<Item>,
  cursor: Cursor,
  isOrdered: boolean,
): string {
  const skip = startOf(cursor);
  const order = isOrdered ? `&$orderby=${collection.idField}` : "";
  const further = collection.query === undefined ? "" : `&${collection.query}`;
  return `${collection.call.path}?$top=${collection.top}${order}${further}${skip > 0 ? `&$skip=${skip}` : ""}`;
}

/** Pages of one row cannot overlap. */
function startOf(cursor: Cursor): number {
  return cursor.largest > 1 ? cursor.last : cursor.last + 1;
}

/** The records not read before. Throws `BrokenWalk` when the row that must come again does not. */
function freshRecords<Item>(
  collection: SkipCollection<Item>,
  cursor: Cursor,
  records: readonly Json[],
): readonly Json[] {
  if (cursor.link !== null || cursor.last < 0) {
    return records;
  }
  const ids = records.map((record) => idOf(collection, record));
  const overlaps = cursor.largest > 1;
  if (overlaps && ids.length === 1 && ids[0] === cursor.lastId) {
    return [];
  }
  if (ids.length > 0 && ids[0] === cursor.firstId) {
    return firstPageAgain(collection, cursor);
  }
  if (!overlaps) {
    return records;
  }
  const at = ids.indexOf(cursor.lastId);
  if (at === -1) {
    throw new BrokenWalk("shrunk", "the listing shrank while it was read.");
  }
  return records.toSpliced(at, 1);
}

/** The server ignores `$skip`: the end where that is known to happen, or where its links led to the end already. */
function firstPageAgain<Item>(collection: SkipCollection<Item>, cursor: Cursor): readonly Json[] {
  if (collection.mayIgnoreSkip === true || cursor.linked.size > 0) {
    return [];
  }
  throw new BrokenWalk("repeated_page", "the same page came twice.");
}

function advance<Item>(
  collection: SkipCollection<Item>,
  cursor: Cursor,
  { records, link }: { readonly records: readonly Json[]; readonly link: string | null },
): Cursor {
  const emptyPages = records.length === 0 ? cursor.emptyPages + 1 : 0;
  if (link !== null) {
    refuseLink(link, cursor.linked, emptyPages);
  }
  const from = cursor.link === null ? startOf(cursor) : cursor.last + 1;
  return {
    ...cursor,
    emptyPages,
    link,
    last: from + records.length - 1,
    firstId: cursor.last === -1 ? idOf(collection, records[0]) : cursor.firstId,
    lastId: idOf(collection, records.at(-1)) ?? cursor.lastId,
    largest: Math.max(cursor.largest, records.length),
    linked: link === null ? cursor.linked : new Set([...cursor.linked, link]),
  };
}

function idOf<Item>(collection: SkipCollection<Item>, record: Json | undefined): Json | undefined {
  return isObject(record) ? record[collection.idField] : undefined;
}
