import type { JsonObject } from "../base/json.ts";
import { badInput } from "./defender-problem.ts";
import { collectionText } from "./json-text.ts";
import { type Reply, textReply } from "./reply.ts";
import type { RoutedCall } from "./surface.ts";
import type { Tenant } from "./tenant.ts";

/** Where Defender's own bodies say that they come from, whatever host was asked. */
const contextBase = "https://api.securitycenter.microsoft.com/api/$metadata";

/** The `@odata.context` of a body. */
export function contextOf(fragment: string): JsonObject {
  return { "@odata.context": `${contextBase}#${fragment}` };
}

/** A whole number of the query, or the refusal of what is none or too large. */
export function wholeNumber(
  call: RoutedCall,
  { name, most }: { readonly name: string; readonly most: number },
  tenant: Tenant,
): number | undefined | Reply {
  const text = call.query.get(name.toLowerCase());
  if (text === undefined) {
    return undefined;
  }
  if (!/^\d+$/.test(text)) {
    return badInput(
      "ODataError",
      `Invalid value '${text}' for ${name} query option found.`,
      tenant,
    );
  }
  if (Number(text) > most) {
    const limit = `The limit of '${most}' for ${name} query has been exceeded.`;
    return badInput(
      "ODataError",
      `${limit} The value from the incoming request is '${text}'.`,
      tenant,
    );
  }
  return Number(text);
}

/** A collection that is walked with `$top` and `$skip`. */
export interface SkipListing {
  readonly head: JsonObject;
  readonly total: number;
  /** The rows from one position up to another. */
  readonly slice: (from: number, to: number) => Iterable<JsonObject>;
  /** The largest `$top`. */
  readonly most: number;
  /** Rows of an answer to a request without `$top`. */
  readonly usual: number;
  /** Whether a `nextLink` continues a request without `$top`; with `$top` there is never one. */
  readonly link: boolean;
}

/** One page of such a collection (`microsoft-apis` §3.3). */
export function skipPage(listing: SkipListing, call: RoutedCall, tenant: Tenant): Reply {
  const top = wholeNumber(call, { name: "$top", most: listing.most }, tenant);
  const skip = wholeNumber(call, { name: "$skip", most: Number.MAX_SAFE_INTEGER }, tenant) ?? 0;
  if (typeof top === "object") {
    return top;
  }
  if (typeof skip === "object") {
    return skip;
  }
  const to = skip + (top ?? listing.usual);
  const hasLink = listing.link && top === undefined && to < listing.total;
  const tail = (): JsonObject =>
    hasLink ? { "@odata.nextLink": linkWithSkip(call, to, tenant) } : {};
  return textReply(
    200,
    collectionText({ head: listing.head, rows: listing.slice(skip, to), tail }),
  );
}

function linkWithSkip(call: RoutedCall, skip: number, tenant: Tenant): string {
  const kept = [...call.query]
    .filter(([name]) => name !== "$skip")
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${tenant.urls.defender}${call.path}?${[...kept, `$skip=${skip}`].join("&")}`;
}
