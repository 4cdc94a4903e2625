import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import { contextOf, wholeNumber } from "./defender-list.ts";
import { badInput, defenderFailure } from "./defender-problem.ts";
import { type FindingPosition, FindingWalk } from "./finding-order.ts";
import { collectionText, isObject, parseObject } from "./json-text.ts";
import { type Reply, textReply } from "./reply.ts";
import { snapshotPath } from "./snapshot.ts";
import type { RoutedCall } from "./surface.ts";
import type { Tenant } from "./tenant.ts";

const usualPage = 50_000;
const largestPage = 200_000;
const dayMs = 86_400_000;
/** How far back the delta reaches, and the windows it is widened to (`microsoft-apis` §3.7). */
const deltaDays = 14;
const windowMs = 6 * 3_600_000;

/** A host of Microsoft's that is not the one asked: real next links name such hosts, without meaning it. */
const foreignHost = "https://wpatdadi-eus-stg.cloudapp.net";

/** `GET /api/machines/SoftwareVulnerabilitiesByMachine` */
export function answerFindings(call: RoutedCall, tenant: Tenant): Reply {
  const shape = pageShape(call, tenant);
  if ("status" in shape) {
    return shape;
  }
  const walk = new FindingWalk(tenant.world, shape.position);
  const tail = (): JsonObject => {
    const next = shape.link ? walk.position() : undefined;
    return next === undefined
      ? {}
      : nextLink("SoftwareVulnerabilitiesByMachine", { call, shape, next }, tenant);
  };
  const head = contextOf("Collection(microsoft.windowsDefenderATP.api.AssetVulnerability)");
  return textReply(200, collectionText({ head, rows: walk.take(shape.size), tail }));
}

/** `GET /api/machines/SoftwareVulnerabilityChangesByMachine?sinceTime=` */
export function answerFindingChanges(call: RoutedCall, tenant: Tenant): Reply {
  const since = sinceDay(call, tenant);
  if (typeof since === "object") {
    return since;
  }
  const shape = pageShape(call, tenant);
  if ("status" in shape) {
    return shape;
  }
  const from = shape.position.line;
  const told = new Told(tenant.world.findingChangesSince(since), from);
  const tail = (): JsonObject => {
    const next = { section: 0, line: from + shape.size };
    // The documentation's own sample names another path in the delta's next link.
    return shape.link && told.hasMore()
      ? nextLink("SoftwareVulnerabilitiesTimeline", { call, shape, next }, tenant)
      : {};
  };
  const head = contextOf("Collection(microsoft.windowsDefenderATP.api.DeltaAssetVulnerability)");
  return textReply(200, collectionText({ head, rows: told.take(shape.size), tail }));
}

/** Rows of an iterable from a position on. */
class Told {
  readonly #rows: Iterator<JsonObject>;

  constructor(rows: Iterable<JsonObject>, from: number) {
    this.#rows = rows[Symbol.iterator]();
    for (let passed = 0; passed < from; passed += 1) {
      this.#rows.next();
    }
  }

  *take(most: number): Generator<JsonObject> {
    for (let taken = 0; taken < most; taken += 1) {
      const next = this.#rows.next();
      if (next.done === true) {
        return;
      }
      yield next.value;
    }
  }

  hasMore(): boolean {
    return this.#rows.next().done !== true;
  }
}

interface PageShape {
  readonly size: number;
  readonly position: FindingPosition;
  /** `$top` suppresses the next link. */
  readonly link: boolean;
}

function pageShape(call: RoutedCall, tenant: Tenant): PageShape | Reply {
  const size = wholeNumber(call, { name: "pageSize", most: largestPage }, tenant) ?? usualPage;
  const top = wholeNumber(call, { name: "$top", most: largestPage }, tenant);
  if (typeof size === "object") {
    return size;
  }
  if (typeof top === "object") {
    return top;
  }
  const position = positionOf(call, tenant);
  return position === undefined
    ? defenderFailure("expiredPageToken", call, tenant)
    : { size: Math.max(1, top ?? size), position, link: top === undefined };
}

/** Where a page starts; `undefined` where its token is not of this snapshot. */
function positionOf(call: RoutedCall, tenant: Tenant): FindingPosition | undefined {
  const token = call.query.get("$skiptoken");
  if (token === undefined) {
    return { section: 0, line: 0 };
  }
  const content = parseObject(Buffer.from(token, "base64").toString());
  const definition = content?.["ExportDefinition"];
  const { ExportFileIndex: section, LineStoppedAt: line } = content ?? {};
  const isCurrent = isObject(definition) && definition["TimePath"] === snapshotPath(tenant.world);
  return isCurrent && typeof section === "number" && typeof line === "number"
    ? { section, line }
    : undefined;
}

interface NextPage {
  readonly call: RoutedCall;
  readonly shape: PageShape;
  readonly next: FindingPosition;
}

function nextLink(path: string, { call, shape, next }: NextPage, tenant: Tenant): JsonObject {
  const content = {
    ExportDefinition: { TimePath: snapshotPath(tenant.world) },
    ExportFileIndex: next.section,
    LineStoppedAt: next.line,
  };
  const token = Buffer.from(JSON.stringify(content)).toString("base64");
  const since = call.query.get("sincetime");
  const kept = since === undefined ? "" : `sinceTime=${encodeURIComponent(since)}&`;
  const query = `${kept}pagesize=${shape.size}&$skiptoken=${encodeURIComponent(token)}`;
  return { "@odata.nextLink": `${foreignHost}/api/machines/${path}?${query}` };
}

/** The day against which changes are told, or the refusal of `sinceTime`. */
function sinceDay(call: RoutedCall, tenant: Tenant): number | Reply {
  const text = call.query.get("sincetime");
  if (text === undefined) {
    return badInput("MissingRequiredParameter", "The parameter sinceTime is required.", tenant);
  }
  const since: EpochMs = Date.parse(text);
  const { now, day } = tenant.world;
  if (Number.isNaN(since) || since > now + dayMs) {
    return badInput("InvalidInput", `sinceTime '${text}' is not a time of the past.`, tenant);
  }
  if (since < now - deltaDays * dayMs) {
    return badInput("InvalidInput", `sinceTime can be at most ${deltaDays} days ago.`, tenant);
  }
  const widened = Math.floor(since / windowMs) * windowMs;
  return Math.max(0, day - Math.max(0, Math.ceil((now - widened) / dayMs)));
}
