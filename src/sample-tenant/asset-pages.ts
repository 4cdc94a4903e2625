import type { JsonObject } from "../base/json.ts";
import { contextOf, wholeNumber } from "./defender-list.ts";
import { defenderFailure } from "./defender-problem.ts";
import { collectionText, parseObject } from "./json-text.ts";
import { type Reply, textReply } from "./reply.ts";
import { snapshotPath } from "./snapshot.ts";
import type { RoutedCall } from "./surface.ts";
import type { Tenant } from "./tenant.ts";

const usualPage = 50_000;
const largestPage = 200_000;

/** A host of Microsoft's that is not the one asked, as in real next links. */
const foreignHost = "https://wpatdadi-eus-stg.cloudapp.net";

/** An assessment that comes as rows: a cursor into the day's snapshot (`microsoft-apis` §3.7). */
export interface AssetListing {
  /** Behind `$metadata#`. */
  readonly context: string;
  /** Behind `/api/machines/`. */
  readonly path: string;
  rows(): Iterable<JsonObject>;
}

/** One page of an assessment. */
export function assetPage(listing: AssetListing, call: RoutedCall, tenant: Tenant): Reply {
  const size = wholeNumber(call, { name: "pageSize", most: largestPage }, tenant) ?? usualPage;
  if (typeof size === "object") {
    return size;
  }
  const from = startOf(call, tenant);
  if (from === undefined) {
    return defenderFailure("expiredPageToken", call, tenant);
  }
  const rows = listing.rows()[Symbol.iterator]();
  for (let passed = 0; passed < from; passed += 1) {
    rows.next();
  }
  const page: JsonObject[] = [];
  let next = rows.next();
  for (; next.done !== true && page.length < Math.max(1, size); next = rows.next()) {
    page.push(next.value);
  }
  const hasMore = next.done !== true;
  const tail = (): JsonObject =>
    hasMore ? linkTo(listing, { size, line: from + page.length }, tenant) : {};
  return textReply(200, collectionText({ head: contextOf(listing.context), rows: page, tail }));
}

/** Where a page starts; `undefined` where its token is not of this snapshot. */
function startOf(call: RoutedCall, tenant: Tenant): number | undefined {
  const token = call.query.get("$skiptoken");
  if (token === undefined) {
    return 0;
  }
  const content = parseObject(Buffer.from(token, "base64").toString());
  const line = content?.["LineStoppedAt"];
  const isCurrent = content?.["TimePath"] === snapshotPath(tenant.world);
  return isCurrent && typeof line === "number" ? line : undefined;
}

function linkTo(
  { path }: AssetListing,
  { size, line }: { readonly size: number; readonly line: number },
  tenant: Tenant,
): JsonObject {
  const content = { TimePath: snapshotPath(tenant.world), LineStoppedAt: line };
  const token = encodeURIComponent(Buffer.from(JSON.stringify(content)).toString("base64"));
  return {
    "@odata.nextLink": `${foreignHost}/api/machines/${path}?pagesize=${size}&$skiptoken=${token}`,
  };
}
