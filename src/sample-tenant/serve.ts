import type { Call } from "./call.ts";
import { answerControl } from "./control.ts";
import { defender } from "./defender.ts";
import { deliver, encode } from "./deliver.ts";
import { chooseEncoding, type Encoding } from "./encoding.ts";
import { type Exchange, type Job, meet, readCall, work } from "./exchange.ts";
import { answerFile } from "./files.ts";
import { graph } from "./graph.ts";
import type { Reply } from "./reply.ts";
import { signIn } from "./sign-in.ts";
import { answerSurface, arrive, type Surface } from "./surface.ts";
import type { Tenant } from "./tenant.ts";

/** Answers a request to the server of the token endpoint, Graph, Defender and the control surface. */
export async function serveApis(exchange: Exchange, tenant: Tenant): Promise<void> {
  const call = await readCall(exchange.request);
  if (/^\/control(?:\/|$)/.test(call.path)) {
    await serveControl(call, exchange, tenant);
    return;
  }
  const surface = surfaceOf(call);
  await work(
    surface === undefined ? signIn(call, tenant) : api(surface, call, tenant),
    exchange,
    tenant,
  );
}

/** Answers a request to the file server. */
export async function serveFiles(exchange: Exchange, tenant: Tenant): Promise<void> {
  const call = await readCall(exchange.request);
  const endpoint = "files";
  const fired = meet(call, { endpoint, scope: "file" }, tenant);
  await work(
    { endpoint, fired, make: () => answerFile({ ...call, fired }, tenant) },
    exchange,
    tenant,
  );
}

function surfaceOf(call: Call): Surface | undefined {
  if (/^\/api\//i.test(call.path)) {
    return defender;
  }
  return /^\/(?:v1\.0|beta)\//i.test(call.path) ? graph : undefined;
}

const offered: Readonly<Record<Surface["scope"], readonly Encoding[]>> = {
  defender: ["deflate", "gzip"],
  graph: ["gzip"],
};

function api(surface: Surface, call: Call, tenant: Tenant): Job {
  const arrival = arrive(surface, call, { tenant, scope: surface.scope });
  const { fired } = arrival.call;
  const encoding = chooseEncoding(
    call.headers["accept-encoding"]?.toString(),
    offered[surface.scope],
  );
  const usual = surface.scope === "graph" ? graphHeaders(call, tenant) : defenderHeaders(tenant);
  const make = async (): ReturnType<Job["make"]> => {
    const reply: Reply = await answerSurface(surface, arrival, tenant);
    return encode({ ...reply, headers: { ...usual, ...reply.headers } }, encoding, fired);
  };
  return { endpoint: arrival.endpoint, fired, make };
}

/** What every answer of Graph carries (`microsoft-apis` §2.7). */
function graphHeaders(call: Call, tenant: Tenant): Readonly<Record<string, string>> {
  const requestId = tenant.requestId();
  return {
    "content-type":
      "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
    "cache-control": "no-cache",
    "odata-version": "4.0",
    "request-id": requestId,
    "client-request-id": call.headers["client-request-id"]?.toString() ?? requestId,
    "x-ms-ags-diagnostic": `{"ServerInfo":{"DataCenter":"Sample","Slice":"E","Ring":"5","ScaleUnit":"000"}}`,
  };
}

/** What every answer of Defender carries (`microsoft-apis` §3.1). */
function defenderHeaders(tenant: Tenant): Readonly<Record<string, string>> {
  const requestId = tenant.requestId();
  return {
    "content-type": "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8",
    "odata-version": "4.0",
    "x-request-id": requestId,
    "x-ms-client-request-id": requestId,
  };
}

async function serveControl(call: Call, { response }: Exchange, tenant: Tenant): Promise<void> {
  const reply = await answerControl(call, tenant);
  const { clock, closing } = tenant;
  const fired = new Map();
  await deliver(encode(reply, "identity", fired), { response, fired, clock, closing });
}
