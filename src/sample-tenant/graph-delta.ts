import type { Json, JsonObject } from "../base/json.ts";
import { propertiesOf, selected } from "./graph-fields.ts";
import { isHidden, seesHidden } from "./graph-directory.ts";
import { opaque, readOpaque } from "./graph-page.ts";
import { badRequest, graphFailure, graphProblem } from "./graph-problem.ts";
import { refuseFields } from "./graph-users.ts";
import { collectionText, isObject } from "./json-text.ts";
import { type Reply, textReply } from "./reply.ts";
import type { RoutedCall } from "./surface.ts";
import type { Tenant } from "./tenant.ts";

/** Rows per page: the service's choice, `$top` is not supported. */
const pageRows = 200;
/** Members in one row of a group; a larger group comes in several rows. */
const rowMembers = 400;
/** Days that a delta token lives (`microsoft-apis` §2.6). */
const tokenDays = 7;

type Kind = "users" | "groups";

/** What a delta token says. */
interface Cursor {
  /** The day against which changes are told; `null` tells everything. */
  readonly since: number | null;
  /** The day that the walk ends at. */
  readonly day: number;
  /** Rows told so far; -1 for the empty page that comes first. */
  readonly at: number;
  readonly select: readonly string[] | null;
}

/** `GET /users/delta` */
export function answerUsersDelta(call: RoutedCall, tenant: Tenant): Reply {
  const refusal = refuseFields(selected(call.query.get("$select")) ?? [], call, tenant);
  return refusal ?? delta("users", call, tenant);
}

/** `GET /groups/delta` */
export function answerGroupsDelta(call: RoutedCall, tenant: Tenant): Reply {
  return delta("groups", call, tenant);
}

function delta(kind: Kind, call: RoutedCall, tenant: Tenant): Reply {
  const unsupported = ["$top", "$expand", "$orderby", "$skip"].find((name) => call.query.has(name));
  if (unsupported !== undefined) {
    return badRequest(
      `The query option '${unsupported}' is not supported by this request.`,
      call,
      tenant,
    );
  }
  const token = call.query.get("$deltatoken");
  const select = selected(call.query.get("$select")) ?? null;
  const { day } = tenant.world;
  if (token === "latest") {
    return page(kind, { rows: [], cursor: { since: day, day, at: 0, select } }, tenant);
  }
  const cursor = cursorOf(call, { since: null, day, at: 0, select }, tenant);
  if ("status" in cursor) {
    return cursor;
  }
  const rows =
    cursor.since === null ? everything(kind, tenant) : changed(kind, cursor.since, tenant);
  return page(kind, { rows, cursor }, tenant);
}

function cursorOf(call: RoutedCall, start: Cursor, tenant: Tenant): Cursor | Reply {
  const skip = call.query.get("$skiptoken");
  if (skip !== undefined) {
    const cursor = readCursor(skip);
    return cursor?.day === tenant.world.day
      ? cursor
      : graphFailure("expiredPageToken", call, tenant);
  }
  const token = call.query.get("$deltatoken");
  if (token === undefined) {
    return start;
  }
  const last = readCursor(token);
  if (last === undefined || last.day > tenant.world.day) {
    return unknownState({ status: 400 }, call, tenant);
  }
  if (tenant.world.day - last.day > tokenDays) {
    return unknownState({ status: 410, location: call.path }, call, tenant);
  }
  // An answer may be empty and still not be the last one.
  return { since: last.day, day: tenant.world.day, at: -1, select: last.select };
}

function unknownState(
  { status, location }: { readonly status: 400 | 410; readonly location?: string },
  call: RoutedCall,
  tenant: Tenant,
): Reply {
  const message =
    "The sync state generation is not found; start the synchronisation again without a token.";
  const reply = graphProblem({ status, code: "syncStateNotFound", message }, call, tenant);
  return location === undefined
    ? reply
    : { ...reply, headers: { ...reply.headers, location: `${tenant.urls.graph}${location}` } };
}

function readCursor(text: string): Cursor | undefined {
  const content = readOpaque(text);
  const { since, day, at, select } = content ?? {};
  if (typeof day !== "number" || typeof at !== "number") {
    return undefined;
  }
  const names = isList(select) ? select.filter((name) => typeof name === "string") : null;
  return { since: typeof since === "number" ? since : null, day, at, select: names };
}

interface Told {
  readonly rows: readonly JsonObject[];
  readonly cursor: Cursor;
}

function page(kind: Kind, { rows, cursor }: Told, tenant: Tenant): Reply {
  const from = Math.max(cursor.at, 0);
  const to = cursor.at < 0 ? 0 : Math.min(from + pageRows, rows.length);
  const next: Cursor = { ...cursor, at: to };
  const isLast = cursor.at >= 0 && to >= rows.length;
  const base = `${tenant.urls.graph}/v1.0/${kind}/delta`;
  const link = isLast
    ? { "@odata.deltaLink": `${base}?$deltatoken=${opaque({ ...next, since: null, at: 0 })}` }
    : { "@odata.nextLink": `${base}?$skiptoken=${opaque({ ...next })}` };
  const shown = rows.slice(from, to).map((row) => show(row, cursor.select));
  const head = { "@odata.context": `${tenant.urls.graph}/v1.0/$metadata#${kind}`, ...link };
  return textReply(200, collectionText({ head, rows: shown }));
}

/** Every object as if it were new. */
function everything(kind: Kind, tenant: Tenant): readonly JsonObject[] {
  return kind === "users"
    ? tenant.world.users.map((user) => withManager(user))
    : tenant.world.groups.flatMap((group) => withMembers(group, tenant));
}

function changed(kind: Kind, since: number, tenant: Tenant): readonly JsonObject[] {
  return kind === "users"
    ? tenant.world
        .usersChangedSince(since)
        // A changed user without a manager may have lost it.
        .map((user) => ("@removed" in user ? user : { "manager@delta": [], ...withManager(user) }))
    : tenant.world.groupsChangedSince(since).map((group) => withoutHidden(group, tenant));
}

function withManager(user: JsonObject): JsonObject {
  const manager = user["manager"];
  if (!isObject(manager)) {
    return user;
  }
  const { manager: _, ...rest } = user;
  return { ...rest, "manager@delta": [{ "@odata.type": "#microsoft.graph.user", ...manager }] };
}

function withMembers(group: JsonObject, tenant: Tenant): readonly JsonObject[] {
  const id = group["id"];
  if (typeof id !== "string" || (isHidden(group) && !seesHidden(tenant))) {
    return [group];
  }
  const members = tenant.world.membersOf(id).map((member) => ({
    "@odata.type": member["@odata.type"] ?? "#microsoft.graph.user",
    id: member["id"] ?? null,
  }));
  const rows: JsonObject[] = [];
  for (let from = 0; from === 0 || from < members.length; from += rowMembers) {
    const part = members.slice(from, from + rowMembers);
    rows.push(part.length === 0 ? group : { ...group, "members@delta": part });
  }
  return rows;
}

function withoutHidden(group: JsonObject, tenant: Tenant): JsonObject {
  if (!isHidden(group) || seesHidden(tenant)) {
    return group;
  }
  const { "members@delta": _, ...rest } = group;
  return rest;
}

/** Selected properties only; those that were never set are absent; what tells a removal stays. */
function show(row: JsonObject, select: readonly string[] | null): JsonObject {
  if ("@removed" in row) {
    return row;
  }
  const wanted = select === null ? undefined : new Set(["id", ...select]);
  const entries = Object.entries(propertiesOf(row)).filter(([name, value]) => {
    const [property = ""] = name.split("@");
    return value !== null && (wanted === undefined ? !name.includes("@") : wanted.has(property));
  });
  return Object.fromEntries(entries);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
