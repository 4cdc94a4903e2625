import { type Call, type FaultyCall, percentDecoded } from "./call.ts";
import type { FaultKind } from "./fault.ts";
import { isPossible, type Scope } from "./fault-scope.ts";
import type { Reply } from "./reply.ts";
import type { Tenant } from "./tenant.ts";
import { thinned } from "./thinned.ts";

/** A request that found its route. */
export interface RoutedCall extends FaultyCall {
  /** What the route's parentheses matched, percent-decoded. */
  readonly parts: readonly string[];
}

/** One endpoint. */
export interface Route {
  /** Its name in limits, faults and statistics. */
  readonly endpoint: string;
  readonly method: "GET" | "POST";
  /** Matched against the path, whatever its case. */
  readonly path: RegExp;
  /** Application permissions of which one is enough; none needed where empty. */
  readonly roles: readonly string[];
  readonly answer: (call: RoutedCall, tenant: Tenant) => Reply | Promise<Reply>;
}

/** Failures that both APIs know, each in its own words. */
export type CommonFailure =
  | "internal"
  | "unavailable"
  | "throttled"
  | "garbledToken"
  | "forbidden"
  | "notFound"
  | "expiredPageToken"
  | "noSuchRoute";

/** An API: its routes and its manners. */
export interface Surface {
  readonly scope: "graph" | "defender";
  readonly routes: readonly Route[];
  /** An error in the API's own form. */
  readonly fail: (failure: CommonFailure, call: Call, tenant: Tenant) => Reply;
  /** Checks the token and the permission. */
  readonly authorize: (route: Route, call: FaultyCall, tenant: Tenant) => Reply | undefined;
  /** Books the call against the limits: seconds to wait where it is refused, else headers for the answer. */
  readonly charge: (route: Route, call: Call, tenant: Tenant) => Charge;
}

/** What booking a call gave. */
export interface Charge {
  readonly headers: Readonly<Record<string, string>>;
  readonly retryAfter?: string;
}

/** A call that arrived: counted, with its route and its faults. */
export interface Arrival {
  readonly endpoint: string;
  readonly route: Route | undefined;
  readonly call: RoutedCall;
}

/** Finds the route, counts the call and fires its faults. */
export function arrive(surface: Surface, call: Call, { tenant, scope }: ArrivalPlace): Arrival {
  const found = routeOf(surface.routes, call);
  const endpoint = found?.route.endpoint ?? `${surface.scope}.unknown`;
  tenant.statistics.arrived(endpoint);
  const hasPageToken = call.query.has("$skiptoken");
  const fired = tenant.faults.fire({ endpoint, address: call.address }, (kind) =>
    isPossible(kind, { scope, endpoint, hasPageToken }),
  );
  return { endpoint, route: found?.route, call: { ...call, fired, parts: found?.parts ?? [] } };
}

interface ArrivalPlace {
  readonly tenant: Tenant;
  readonly scope: Scope;
}

/** Answers a call that arrived. */
export async function answerSurface(
  surface: Surface,
  arrival: Arrival,
  tenant: Tenant,
): Promise<Reply> {
  const { route, call } = arrival;
  if (route === undefined) {
    return surface.fail("noSuchRoute", call, tenant);
  }
  const refusal = refuseByFault(surface, call, tenant) ?? surface.authorize(route, call, tenant);
  tenant.faults.pass({ endpoint: arrival.endpoint, address: call.address });
  if (refusal !== undefined) {
    return refusal;
  }
  const { headers, retryAfter } = surface.charge(route, call, tenant);
  if (retryAfter !== undefined) {
    return withHeaders(surface.fail("throttled", call, tenant), {
      ...headers,
      "retry-after": retryAfter,
    });
  }
  const reply = replace(surface, call, tenant) ?? (await route.answer(call, tenant));
  return withHeaders(call.fired.has("thinned") ? thinned(reply) : reply, headers);
}

function routeOf(
  routes: readonly Route[],
  call: Call,
): { readonly route: Route; readonly parts: readonly string[] } | undefined {
  for (const route of routes) {
    const match = route.method === call.method ? route.path.exec(call.path) : null;
    if (match !== null) {
      return { route, parts: match.slice(1).map((part) => percentDecoded(part)) };
    }
  }
  return undefined;
}

/** Faults that happen before anybody looks at the token. */
function refuseByFault(surface: Surface, call: FaultyCall, tenant: Tenant): Reply | undefined {
  const failures: readonly (readonly [FaultKind, CommonFailure])[] = [
    ["http500", "internal"],
    ["http503", "unavailable"],
    ["http429", "throttled"],
    ["http401", "garbledToken"],
  ];
  const failure = failures.find(([kind]) => call.fired.has(kind))?.[1];
  if (failure === undefined) {
    return undefined;
  }
  const seconds = call.fired.get("http429")?.retryAfterSeconds;
  const headers = seconds === undefined ? {} : { "retry-after": String(seconds) };
  return withHeaders(surface.fail(failure, call, tenant), failure === "throttled" ? headers : {});
}

/** Faults that replace what the endpoint would say. */
function replace(surface: Surface, call: FaultyCall, tenant: Tenant): Reply | undefined {
  if (call.fired.has("http403")) {
    return surface.fail("forbidden", call, tenant);
  }
  if (call.fired.has("notFound")) {
    return surface.fail("notFound", call, tenant);
  }
  if (call.fired.has("expiredPageToken")) {
    return surface.fail("expiredPageToken", call, tenant);
  }
  return call.fired.has("emptyAnswer")
    ? { status: 200, headers: {}, body: `{"value":[]}` }
    : undefined;
}

/** An answer with further headers. */
function withHeaders(reply: Reply, headers: Readonly<Record<string, string>>): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } };
}
