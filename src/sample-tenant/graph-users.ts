import type { Json, JsonObject } from "../base/json.ts";
import { rolesOf } from "./roles.ts";
import type { RoutedCall } from "./surface.ts";
import {
  defaultUserFields,
  type Expand,
  isUserField,
  notImplementedUserFields,
  parseExpand,
  project,
  selected,
} from "./graph-fields.ts";
import { graphPage } from "./graph-page.ts";
import { graphFailure, graphProblem, noSuchExpand, noSuchProperty } from "./graph-problem.ts";
import { isObject } from "./json-text.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { perWorld } from "./per-world.ts";
import type { Tenant } from "./tenant.ts";

/** The most rows of a page that shows sign-in activity (`microsoft-apis` §2.3). */
const signInPage = 120;

const userById = perWorld(
  (world) => new Map(world.users.flatMap((user) => namesOf(user).map((name) => [name, user]))),
);

function namesOf(user: JsonObject): readonly string[] {
  return [user["id"], user["userPrincipalName"]]
    .filter((name) => typeof name === "string")
    .map((name) => name.toLowerCase());
}

/** `GET /users` */
export function answerUsers(call: RoutedCall, tenant: Tenant): Reply {
  const shape = userShape(call, tenant);
  if ("status" in shape) {
    return shape;
  }
  const context = call.query.has("$select") ? `users(${shape.fields.join(",")})` : "users";
  const cap = shape.fields.includes("signInActivity") ? { cap: signInPage } : {};
  const show = (user: JsonObject): JsonObject => showUser(user, shape, tenant);
  return graphPage({ context, rows: tenant.world.users, show, ...cap }, call, tenant);
}

/** `GET /users/{id or userPrincipalName}` */
export function answerUser(call: RoutedCall, tenant: Tenant): Reply {
  const shape = userShape(call, tenant);
  if ("status" in shape) {
    return shape;
  }
  const user = userById(tenant.world).get(call.parts[0]?.toLowerCase() ?? "");
  return user === undefined
    ? graphFailure("notFound", call, tenant)
    : oneUser(showUser(user, shape, tenant), tenant);
}

/** `GET /users/{id}/manager` */
export function answerManager(call: RoutedCall, tenant: Tenant): Reply {
  const user = userById(tenant.world).get(call.parts[0]?.toLowerCase() ?? "");
  const fields = selected(call.query.get("$select"));
  const manager =
    user === undefined ? undefined : managerOf(user, { name: "manager", fields }, tenant);
  return manager === undefined ? graphFailure("notFound", call, tenant) : oneUser(manager, tenant);
}

function oneUser(user: JsonObject, tenant: Tenant): Reply {
  const context = `${tenant.urls.graph}/v1.0/$metadata#users/$entity`;
  return jsonReply(200, { "@odata.context": context, ...user });
}

interface UserShape {
  readonly fields: readonly string[];
  readonly expand: Expand | undefined;
}

function userShape(call: RoutedCall, tenant: Tenant): UserShape | Reply {
  const fields = selected(call.query.get("$select")) ?? defaultUserFields;
  const refusal = refuseFields(fields, call, tenant);
  if (refusal !== undefined) {
    return refusal;
  }
  const text = call.query.get("$expand");
  const expand = text === undefined ? undefined : parseExpand(text);
  if (text !== undefined && expand?.name !== "manager") {
    return noSuchExpand(text, call, tenant);
  }
  return { fields: fields.filter((field) => field !== "manager"), expand };
}

/** Why fields of a user cannot be had: unknown, not implemented, or not permitted. */
export function refuseFields(
  fields: readonly string[],
  call: RoutedCall,
  tenant: Tenant,
): Reply | undefined {
  const unknown = fields.find((field) => !isUserField(field));
  if (unknown !== undefined) {
    return noSuchProperty({ name: unknown, type: "user" }, call, tenant);
  }
  if (fields.some((field) => notImplementedUserFields.has(field))) {
    const message = "This operation target is not yet supported.";
    return graphProblem({ status: 501, code: "NotImplemented", message }, call, tenant);
  }
  const roles = rolesOf(tenant, "graph");
  const missing =
    (fields.includes("signInActivity") && !roles.includes("AuditLog.Read.All")) ||
    (fields.includes("employeeLeaveDateTime") && !roles.includes("User-LifeCycleInfo.Read.All"));
  const message = "Insufficient privileges to complete the operation.";
  return missing
    ? graphProblem({ status: 403, code: "Authorization_RequestDenied", message }, call, tenant)
    : undefined;
}

function showUser(user: JsonObject, shape: UserShape, tenant: Tenant): JsonObject {
  const shown = project(user, shape.fields);
  const manager = shape.expand === undefined ? undefined : managerOf(user, shape.expand, tenant);
  return manager === undefined ? shown : { ...shown, manager };
}

function managerOf(user: JsonObject, expand: Expand, tenant: Tenant): JsonObject | undefined {
  const manager = user["manager"];
  const id = isObject(manager) ? manager["id"] : undefined;
  if (typeof id !== "string") {
    return undefined;
  }
  return directoryObject(id, expand.fields, tenant);
}

/** A user as another object refers to it, with the fields that the reference asks for. */
export function directoryObject(
  id: string,
  fields: readonly string[] | undefined,
  tenant: Tenant,
): JsonObject {
  const row: Readonly<Record<string, Json | undefined>> = userById(tenant.world).get(
    id.toLowerCase(),
  ) ?? { id };
  return { "@odata.type": "#microsoft.graph.user", ...project(row, fields ?? defaultUserFields) };
}
