import type { JsonObject } from "../base/json.ts";
import type { RoutedCall } from "./surface.ts";
import { badRequest, graphFailure } from "./graph-problem.ts";
import { collectionText, parseObject } from "./json-text.ts";
import { type Reply, textReply } from "./reply.ts";
import type { GraphLister } from "./tenant.ts";

const defaultPage = 100;
const largestPage = 999;

/** The system query options that listings have here; others are refused, so that nobody relies on them unawares. */
const supported: ReadonlySet<string> = new Set([
  "$select",
  "$expand",
  "$top",
  "$count",
  "$skiptoken",
]);

/** A Graph collection to be given page by page. */
export interface Listing {
  /** Behind `$metadata#`, such as `users`. */
  readonly context: string;
  readonly rows: readonly JsonObject[];
  /** What a page shows of a row. */
  readonly show: (row: JsonObject) => JsonObject;
  /** Where the service gives smaller pages than asked for. */
  readonly cap?: number;
}

/** One page of a collection, with the link to the next (`microsoft-apis` §2.3). */
export function graphPage(listing: Listing, call: RoutedCall, tenant: GraphLister): Reply {
  const refusal = refuseQuery(call, tenant);
  if (refusal !== undefined) {
    return refusal;
  }
  const from = offsetOf(call, tenant);
  if (from === undefined) {
    // The directory moved on since the page before: its token is worth nothing any more.
    return graphFailure("expiredPageToken", call, tenant);
  }
  const asked = Number(call.query.get("$top") ?? defaultPage);
  const to = Math.min(from + Math.min(asked, listing.cap ?? asked), listing.rows.length);
  const more = to < listing.rows.length;
  const head: Record<string, string | number> = {
    "@odata.context": `${tenant.urls.graph}/v1.0/$metadata#${listing.context}`,
  };
  if (call.query.get("$count") === "true" && from === 0 && isEventual(call)) {
    head["@odata.count"] = listing.rows.length;
  }
  const link = more ? { "@odata.nextLink": nextLink(call, to, tenant) } : {};
  const body = collectionText({ head: { ...head, ...link }, rows: shown(listing, from, to) });
  return textReply(200, body);
}

function* shown(listing: Listing, from: number, to: number): Generator<JsonObject> {
  for (const row of listing.rows.slice(from, to)) {
    yield listing.show(row);
  }
}

/** Text that only this service understands. */
export function opaque(content: JsonObject): string {
  return Buffer.from(JSON.stringify(content)).toString("base64url");
}

/** What is in such a text; `undefined` where it is not one. */
export function readOpaque(text: string): JsonObject | undefined {
  return parseObject(Buffer.from(text, "base64url").toString());
}

function offsetOf(call: RoutedCall, tenant: GraphLister): number | undefined {
  const token = call.query.get("$skiptoken");
  if (token === undefined) {
    return 0;
  }
  const content = readOpaque(token);
  const at = content?.["at"];
  return content?.["day"] === tenant.world.day && typeof at === "number" ? at : undefined;
}

function nextLink(call: RoutedCall, at: number, tenant: GraphLister): string {
  const kept = [...call.query]
    .filter(([name]) => name !== "$skiptoken" && name !== "$count")
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const token = `$skiptoken=${opaque({ day: tenant.world.day, at })}`;
  return `${tenant.urls.graph}${call.path}?${[...kept, token].join("&")}`;
}

function isEventual(call: RoutedCall): boolean {
  return call.headers["consistencylevel"]?.toString().toLowerCase() === "eventual";
}

function refuseQuery(call: RoutedCall, tenant: GraphLister): Reply | undefined {
  const unsupported = [...call.query.keys()].find(
    (name) => name.startsWith("$") && !supported.has(name),
  );
  if (unsupported !== undefined) {
    return badRequest(`'${unsupported}' is not supported by the service.`, call, tenant);
  }
  const top = call.query.get("$top");
  if (top !== undefined && !(/^\d+$/.test(top) && Number(top) >= 1 && Number(top) <= largestPage)) {
    return badRequest(
      `Invalid page size specified: '${top}'. Must be between 1 and ${largestPage} inclusive.`,
      call,
      tenant,
    );
  }
  return undefined;
}
