import type { JsonObject } from "../base/json.ts";
import type { Call } from "./call.ts";
import { isObject, parseObject } from "./json-text.ts";
import { endpoints, parseFaults, unknownKey } from "./parse-faults.ts";
import { jsonReply, type Reply, textReply } from "./reply.ts";
import { rolesOf } from "./roles.ts";
import type { Tenant } from "./tenant.ts";
import { truthOf } from "./world/truth.ts";
import type { TruthOptions } from "./world/truth-options.ts";
import { nextDay } from "./world/world.ts";

const json = { "content-type": "application/json; charset=utf-8" };
const mostDays = 365;
const notAnObject = "The body is not a JSON object.";
const truthParameters: ReadonlySet<string> = new Set(["accountname", "collectedsince", "packs"]);
/** Characters of one piece of the truth. */
const pieceLength = 65_536;

type Action = (call: Call, tenant: Tenant) => Reply | Promise<Reply>;

const actions: Readonly<Record<string, Action>> = {
  "GET /control": (_call, tenant) => jsonReply(200, description(tenant), json),
  "POST /control/evolve": evolveBy,
  "GET /control/faults": (_call, tenant) =>
    textReply(200, JSON.stringify({ faults: tenant.faults.list() }), json),
  "POST /control/faults": setFaults,
  "POST /control/prepare": prepare,
  "GET /control/truth": tellTruth,
  "GET /control/statistics": (_call, tenant) =>
    textReply(200, JSON.stringify(tenant.statistics.read()), json),
  "POST /control/statistics/reset": (_call, tenant) => {
    tenant.statistics.reset();
    return jsonReply(200, { reset: true }, json);
  },
};

/** The surface through which other processes steer the sample tenant. Not part of Microsoft's APIs. */
export async function answerControl(call: Call, tenant: Tenant): Promise<Reply> {
  const path = call.path.replace(/\/$/, "");
  const action = actions[`${call.method} ${path}`];
  return action === undefined
    ? refuse(
        404,
        `Nothing is at ${call.method} ${path}. Try one of: ${Object.keys(actions).join(", ")}.`,
      )
    : action(call, tenant);
}

/** Lets days pass. */
export function evolve(tenant: Tenant, days: number): void {
  for (let day = 0; day < days; day += 1) {
    tenant.world = nextDay(tenant.world);
  }
}

function refuse(status: number, message: string): Reply {
  return jsonReply(status, { error: message }, json);
}

/** Who the tenant is; not its secret. */
function description(tenant: Tenant): JsonObject {
  const { world, urls, identity } = tenant;
  return {
    tenantId: world.tenantId,
    clientId: identity.clientId,
    authorityUrl: urls.authority,
    graphUrl: urls.graph,
    defenderUrl: urls.defender,
    defenderAudience: urls.defenderAudience,
    controlUrl: urls.control,
    filesUrl: urls.files,
    seed: world.seed,
    day: world.day,
    now: new Date(world.now).toISOString(),
    size: { ...world.size },
    roles: [...rolesOf(tenant, "graph"), ...rolesOf(tenant, "defender")],
    endpoints: [...endpoints],
  };
}

function evolveBy(call: Call, tenant: Tenant): Reply {
  const body = bodyOf(call);
  const wrong = body === undefined ? notAnObject : unknownKey(body, ["days"]);
  if (wrong !== undefined) {
    return refuse(400, wrong);
  }
  const days = body?.["days"] ?? 1;
  if (typeof days !== "number" || !Number.isInteger(days) || days < 0 || days > mostDays) {
    return refuse(400, `days: expected a whole number from 0 to ${mostDays}`);
  }
  evolve(tenant, days);
  return jsonReply(
    200,
    { day: tenant.world.day, now: new Date(tenant.world.now).toISOString() },
    json,
  );
}

function setFaults(call: Call, tenant: Tenant): Reply {
  const body = bodyOf(call);
  const faults = body === undefined ? notAnObject : parseFaults(body);
  if (typeof faults === "string") {
    return refuse(400, faults);
  }
  tenant.faults.set(faults);
  return jsonReply(200, { faults: faults.faults?.length ?? 0 }, json);
}

async function prepare(_call: Call, tenant: Tenant): Promise<Reply> {
  const parts = await tenant.exports.of(tenant.world);
  const sum = (pick: (part: (typeof parts)[number]) => number): number =>
    parts.reduce((total, part) => total + pick(part), 0);
  return jsonReply(
    200,
    {
      files: parts.length,
      rows: sum((part) => part.rows),
      bytes: sum((part) => part.bytes),
      inflatedBytes: sum((part) => part.inflatedBytes),
    },
    json,
  );
}

function bodyOf(call: Call): JsonObject | undefined {
  const body = parseObject(call.body === "" ? "{}" : call.body);
  return isObject(body) ? body : undefined;
}

function tellTruth(call: Call, tenant: Tenant): Reply {
  const unknown = [...call.query.keys()].find((name) => !truthParameters.has(name));
  if (unknown !== undefined) {
    return refuse(400, `${unknown}: unknown; expected accountName, collectedSince or packs`);
  }
  const collectedSince = Number(call.query.get("collectedsince") ?? 0);
  if (!Number.isInteger(collectedSince) || collectedSince < 0) {
    return refuse(400, "collectedSince: expected a day, 0 or more");
  }
  const accountName = call.query.get("accountname");
  const packs = (call.query.get("packs") ?? "").split(",").filter((name) => name !== "");
  const named = accountName === undefined ? {} : { accountName };
  const options = { collectedSince, packs, ...named };
  return textReply(200, truthText(tenant, options), {
    "content-type": "application/x-ndjson; charset=utf-8",
  });
}

/** The truth, one JSON object a line. */
function* truthText(tenant: Tenant, options: TruthOptions): Generator<string> {
  let piece = "";
  for (const line of truthOf(tenant.world, options)) {
    piece += `${JSON.stringify(line)}\n`;
    if (piece.length >= pieceLength) {
      yield piece;
      piece = "";
    }
  }
  yield piece;
}
