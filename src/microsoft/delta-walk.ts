import type { JsonObject } from "../base/json.ts";
import type { Call } from "./call.ts";
import { linkedBodies, type Reading } from "./collection.ts";
import { BrokenWalk } from "./incomplete-walk.ts";
import { arrayOf, isObject } from "./json-object.ts";
import { pathOfLink } from "./link.ts";
import type { Listing, Page } from "./page.ts";
import { RecordReader } from "./record.ts";

/** A directory collection whose changes Graph tells from a link on. */
export interface DeltaCollection<Item> {
  /** Such as `/v1.0/users/delta`. */
  readonly path: string;
  readonly what: string;
  /** Property names, by comma. */
  readonly select: string;
  /** `null` for a record without an id. */
  readonly parse: (record: RecordReader) => Item | null;
}

/** From where on changes are wanted, and who keeps the place that the walk ends at. */
export interface DeltaPlace {
  /** Path and query that an earlier walk ended at; `null` for the present moment, which tells nothing yet. */
  readonly from: string | null;
  /** Told once, at the end of a walk, where the next one begins. */
  readonly keep: (place: string) => void;
}

/**
 * What changed since an earlier walk. The same object may come several times. Throws `Failure` with code
 * `sync_state_lost` where Graph no longer knows the place: only reading everything helps.
 */
export function listDelta<Item>(
  reading: Reading,
  collection: DeltaCollection<Item>,
  place: DeltaPlace,
): Listing<Item> {
  const call: Call = {
    api: "graph",
    family: "graph",
    path: place.from ?? `${collection.path}?$select=${collection.select}&$deltatoken=latest`,
    what: `changed ${collection.what}`,
    permission: "Directory.Read.All",
  };
  return {
    collection: call.what,
    key: null,
    async *pages(signal) {
      let last: JsonObject = {};
      for await (const body of linkedBodies(reading, call, { signal })) {
        last = body;
        yield pageOf(reading, { call, collection }, body);
      }
      place.keep(placeAfter(call, last));
    },
  };
}

function placeAfter(call: Call, last: JsonObject): string {
  const place = pathOfLink(call.api, last["@odata.deltaLink"], call.path);
  if (place === null) {
    throw new BrokenWalk("no_delta_link", "the last page does not tell where to go on from.");
  }
  return place;
}

function pageOf<Item>(
  reading: Reading,
  { call, collection }: { readonly call: Call; readonly collection: DeltaCollection<Item> },
  body: JsonObject,
): Page<Item> {
  const rows = arrayOf(body["value"]);
  const items = rows.flatMap((row) => {
    if (!isObject(row)) return [];
    return collection.parse(new RecordReader(row, call.what, reading.notices)) ?? [];
  });
  return { items, rejected: rows.length - items.length };
}

/** Whether a row tells that its object is gone, or may be restored. */
export function isRemoval(record: RecordReader): boolean {
  return isObject(record.raw["@removed"]);
}

/** A row without what is said in the manner of changes, with what that comes to. */
export function plainRow(row: JsonObject, further: JsonObject): JsonObject {
  const plain = Object.entries(row).filter(([name]) => !name.endsWith("@delta"));
  return { ...Object.fromEntries(plain), ...further };
}
