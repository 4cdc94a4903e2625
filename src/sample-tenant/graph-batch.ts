import type { Json, JsonObject } from "../base/json.ts";
import { callOf } from "./call.ts";
import { badRequest } from "./graph-problem.ts";
import { isObject, parseObject } from "./json-text.ts";
import { bodyText, type Reply, textReply } from "./reply.ts";
import { answerSurface, arrive, type RoutedCall, type Surface } from "./surface.ts";
import type { Tenant } from "./tenant.ts";

const mostRequests = 20;

interface BatchItem {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly dependsOn: readonly string[];
}

/** `POST /$batch`: each request is judged, counted and charged on its own (`microsoft-apis` §2.7). */
export async function answerBatch(
  call: RoutedCall,
  tenant: Tenant,
  surface: Surface,
): Promise<Reply> {
  const items = readItems(parseObject(call.body)?.["requests"]);
  if (typeof items === "string") {
    return badRequest(items, call, tenant);
  }
  const answers = new Map<string, BatchAnswer>();
  for (const item of items) {
    const failed = item.dependsOn.some((id) => (answers.get(id)?.status ?? 424) >= 400);
    answers.set(
      item.id,
      failed ? failedDependency : await answerItem(item, { call, tenant, surface }),
    );
  }
  // Graph answers in any order; a reader that relies on the order is wrong.
  const parts = [...answers].toReversed().map(([id, answer]) => partText(id, answer));
  return textReply(200, `{"responses":[${parts.join(",")}]}`);
}

interface BatchAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const failedDependency: BatchAnswer = {
  status: 424,
  headers: {},
  body: `{"error":{"code":"FailedDependency","message":"A request that this one depends on failed."}}`,
};

interface BatchContext {
  readonly call: RoutedCall;
  readonly tenant: Tenant;
  readonly surface: Surface;
}

async function answerItem(item: BatchItem, context: BatchContext): Promise<BatchAnswer> {
  const { tenant, surface } = context;
  const headers = { ...item.headers, authorization: context.call.headers.authorization ?? "" };
  const address = `/v1.0${item.url.startsWith("/") ? "" : "/"}${item.url}`;
  const call = callOf(address, { method: item.method, headers, body: "" });
  const arrival = arrive(surface, call, { tenant, scope: "batched" });
  const reply = await answerSurface(surface, arrival, tenant);
  tenant.statistics.served({
    endpoint: arrival.endpoint,
    status: reply.status,
    bytes: 0,
    batched: true,
  });
  return { status: reply.status, headers: itemHeaders(reply), body: bodyText(reply) };
}

function itemHeaders(reply: Reply): Readonly<Record<string, string>> {
  const retryAfter = reply.headers["retry-after"];
  return {
    "Cache-Control": "no-cache",
    "Content-Type":
      "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
    "OData-Version": "4.0",
    "x-ms-resource-unit": reply.headers["x-ms-resource-unit"] ?? "1",
    ...(retryAfter === undefined ? {} : { "Retry-After": retryAfter }),
  };
}

function partText(id: string, answer: BatchAnswer): string {
  const { status, headers } = answer;
  return `${JSON.stringify({ id, status, headers }).slice(0, -1)},"body":${answer.body}}`;
}

function readItems(value: Json | undefined): readonly BatchItem[] | string {
  if (!isList(value) || value.length === 0) {
    return "Invalid batch payload format.";
  }
  if (value.length > mostRequests) {
    return `Number of batch request steps exceeds the maximum value of ${mostRequests}.`;
  }
  const items = value.map((item) =>
    isObject(item) ? readItem(item) : "Invalid batch payload format.",
  );
  const wrong = items.find((item) => typeof item === "string");
  if (wrong !== undefined) {
    return wrong;
  }
  const good = items.filter((item) => typeof item !== "string");
  return new Set(good.map((item) => item.id)).size === good.length
    ? good
    : "Invalid batch payload: request ids must be unique.";
}

function readItem(value: JsonObject): BatchItem | string {
  const { id, method, url, headers, dependsOn } = value;
  if (typeof id !== "string" || typeof method !== "string" || typeof url !== "string") {
    return "Invalid batch payload: every request has an id, a method and a url.";
  }
  if (/^[a-z]+:|^\/\//i.test(url) || /\$batch/i.test(url)) {
    return `Invalid batch payload: '${url}' is not a relative URL of a single request.`;
  }
  const given = isObject(headers) ? Object.entries(headers) : [];
  const texts = given.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return {
    id,
    method: method.toUpperCase(),
    url,
    headers: Object.fromEntries(texts.map(([name, text]) => [name.toLowerCase(), text])),
    dependsOn: isList(dependsOn) ? dependsOn.filter((item) => typeof item === "string") : [],
  };
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
