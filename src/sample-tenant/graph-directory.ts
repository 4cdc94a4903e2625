import type { Json, JsonObject } from "../base/json.ts";
import { type Expand, parseExpand, project, propertiesOf, selected } from "./graph-fields.ts";
import { graphPage } from "./graph-page.ts";
import { graphFailure, noSuchExpand, noSuchProperty } from "./graph-problem.ts";
import { type Selectable, unknownField } from "./graph-selectable.ts";
import { directoryObject } from "./graph-users.ts";
import { isObject } from "./json-text.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { rolesOf } from "./roles.ts";
import type { RoutedCall } from "./surface.ts";
import { perWorld } from "./per-world.ts";
import type { GraphLister, Refuser, Tenant } from "./tenant.ts";

/** An expanded navigation of directory objects holds at most this many, without a next link. */
const mostExpanded = 20;

const groupById = perWorld((world) => new Map(world.groups.map((group) => [group["id"], group])));

/** `GET /organization`: a collection of one. */
export function answerOrganization(call: RoutedCall, tenant: Tenant): Reply {
  const context = `${tenant.urls.graph}/v1.0/$metadata#organization`;
  return (
    refuseShape({ kind: "organization" }, call, tenant) ??
    jsonReply(200, {
      "@odata.context": context,
      value: [showing(call)(tenant.world.organization)],
    })
  );
}

/** Why an object cannot be shown as asked; which navigations a request may expand is its own matter. */
function refuseShape(
  { kind, expandable = [] }: { readonly kind: Selectable; readonly expandable?: readonly string[] },
  call: RoutedCall,
  tenant: Tenant,
): Reply | undefined {
  const unknown = unknownField(kind, selected(call.query.get("$select")));
  if (unknown !== undefined) {
    return noSuchProperty({ name: unknown, type: kind }, call, tenant);
  }
  return refuseExpand(expandable, call, tenant);
}

function refuseExpand(
  expandable: readonly string[],
  call: RoutedCall,
  tenant: Refuser,
): Reply | undefined {
  const text = call.query.get("$expand");
  const name = text === undefined ? undefined : (parseExpand(text)?.name ?? "");
  return text === undefined || name === undefined || expandable.includes(name)
    ? undefined
    : noSuchExpand(text, call, tenant);
}

/** `GET /groups` */
export function answerGroups(call: RoutedCall, tenant: Tenant): Reply {
  const listing = { context: "groups", rows: tenant.world.groups, show: showing(call) };
  return refuseShape({ kind: "group" }, call, tenant) ?? graphPage(listing, call, tenant);
}

/** `GET /groups/{id}` */
export function answerGroup(call: RoutedCall, tenant: Tenant): Reply {
  const group = groupById(tenant.world).get(call.parts[0]?.toLowerCase());
  if (group === undefined) {
    return graphFailure("notFound", call, tenant);
  }
  const context = `${tenant.urls.graph}/v1.0/$metadata#groups/$entity`;
  return (
    refuseShape({ kind: "group" }, call, tenant) ??
    jsonReply(200, { "@odata.context": context, ...showing(call)(group) })
  );
}

/** `GET /groups/{id}/members`, direct ones. */
export function answerMembers(
  call: RoutedCall,
  tenant: GraphLister & Pick<Tenant, "faults" | "roles">,
): Reply {
  const group = groupById(tenant.world).get(call.parts[0]?.toLowerCase());
  const id = group?.["id"];
  if (group === undefined || typeof id !== "string") {
    return graphFailure("notFound", call, tenant);
  }
  if (isHidden(group) && !seesHidden(tenant)) {
    return graphFailure("forbidden", call, tenant);
  }
  const fields = selected(call.query.get("$select"));
  const show = (member: JsonObject): JsonObject => showMember(member, fields);
  const rows = tenant.world.membersOf(id);
  return (
    refuseExpand([], call, tenant) ??
    graphPage({ context: "directoryObjects", rows, show }, call, tenant)
  );
}

/** Whether a group keeps its members to itself. */
export function isHidden(group: JsonObject): boolean {
  return group["visibility"] === "HiddenMembership";
}

/** Whether hidden members may be seen. */
export function seesHidden(tenant: Pick<Tenant, "faults" | "roles">): boolean {
  return rolesOf(tenant, "graph").includes("Member.Read.Hidden");
}

/** The type is always there; other fields only where the object has them. */
function showMember(member: JsonObject, fields: readonly string[] | undefined): JsonObject {
  const names = fields?.filter((field) => field in member);
  const type = { "@odata.type": member["@odata.type"] ?? "#microsoft.graph.user" };
  return { ...type, ...(names === undefined ? propertiesOf(member) : project(member, names)) };
}

/** `GET /devices` */
export function answerDevices(call: RoutedCall, tenant: Tenant): Reply {
  const expand = parseExpand(call.query.get("$expand") ?? "");
  const show = (device: JsonObject): JsonObject => {
    const shown = showing(call)(device);
    return expand === undefined
      ? shown
      : { ...shown, [expand.name]: ownersOf(device, expand, tenant) };
  };
  return (
    refuseShape({ kind: "device", expandable: ownership }, call, tenant) ??
    graphPage({ context: "devices", rows: tenant.world.devices, show }, call, tenant)
  );
}

const ownership = ["registeredOwners", "registeredUsers"];

function ownersOf(device: JsonObject, expand: Expand, tenant: Tenant): readonly JsonObject[] {
  // The world knows owners only; whoever registered a device also uses it.
  const owners = device[expand.name] ?? device["registeredOwners"];
  return listOf(owners)
    .filter(isObject)
    .slice(0, mostExpanded)
    .map((owner) => {
      const { id, "@odata.type": type } = owner;
      const isUser = type === undefined || type === "#microsoft.graph.user";
      return isUser && typeof id === "string" ? directoryObject(id, expand.fields, tenant) : owner;
    });
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function showing(call: RoutedCall): (row: JsonObject) => JsonObject {
  const fields = selected(call.query.get("$select"));
  return (row) => (fields === undefined ? propertiesOf(row) : project(row, fields));
}
