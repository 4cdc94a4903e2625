import { gunzipSync, inflateRawSync } from "node:zlib";
import { request } from "undici";
import type { Clock, EpochMs } from "../base/clock.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { isObject, parseObject, textOf } from "./json-text.ts";
import { type SampleTenant, type SampleTenantOptions, startSampleTenant } from "./sample-tenant.ts";

/** A clock for tests: it stands still until told otherwise, and waiting moves it. */
export class ManualClock implements Clock {
  #now: EpochMs;

  constructor(now: EpochMs = Date.UTC(2026, 10, 2, 8)) {
    this.#now = now;
  }

  now(): EpochMs {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    this.#now += ms;
    return Promise.resolve();
  }
}

/** A tenant small enough for a test, with a clock that stands still. */
export async function smallTenant(
  options: Partial<SampleTenantOptions> = {},
): Promise<SampleTenant> {
  const size = {
    devices: 60,
    users: 60,
    groups: 12,
    cves: 60,
    findingsPerDevice: 6,
    logonsPerDevice: 2,
  };
  return startSampleTenant({ clock: new ManualClock(), ...size, ...options });
}

/** An answer, with its body both as it travelled and as it reads. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly wire: Buffer;
  readonly text: string;
  /** The body's object; empty where it is none. */
  readonly body: JsonObject;
  /** The rows of a collection. */
  readonly value: readonly JsonObject[];
  /** `error.code` */
  readonly code: string;
  /** `error.message` */
  readonly message: string;
}

/** What to send besides the address. */
export interface Sending {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request and reads the whole answer. */
export async function send(url: string, sending: Sending = {}): Promise<Answer> {
  const { method = "GET", headers = {}, body = null } = sending;
  const answer = await request(url, { method, headers, body });
  const wire = Buffer.from(await answer.body.arrayBuffer());
  const text = inflated(wire, textOf(answer.headers["content-encoding"]?.toString())).toString();
  const object = parseObject(text) ?? {};
  const error = isObject(object["error"]) ? object["error"] : {};
  return {
    status: answer.statusCode,
    headers: answer.headers,
    wire,
    text,
    body: object,
    value: rowsOf(object["value"]),
    code: textOf(error["code"]),
    message: textOf(error["message"]),
  };
}

function inflated(wire: Buffer, encoding: string): Buffer {
  switch (encoding) {
    case "deflate":
      return inflateRawSync(wire);
    case "gzip":
      return gunzipSync(wire);
    default:
      return wire;
  }
}

function rowsOf(value: Json | undefined): readonly JsonObject[] {
  const list: readonly Json[] = Array.isArray(value) ? value : [];
  return list.filter(isObject);
}

/** Asks for a token. */
export function askToken(
  tenant: SampleTenant,
  form: Readonly<Record<string, string>>,
): Promise<Answer> {
  return send(`${tenant.authorityUrl}/${tenant.tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
  });
}

/** A good request for a token of an audience. */
export function goodForm(tenant: SampleTenant, audience: string): Readonly<Record<string, string>> {
  return {
    grant_type: "client_credentials",
    client_id: tenant.clientId,
    client_secret: tenant.clientSecret,
    scope: `${audience}/.default`,
  };
}

/** Sends requests to one API with a token. */
export type Reader = (path: string, sending?: Sending) => Promise<Answer>;

/** A reader of Graph; paths start with `/v1.0`. */
export function graphReader(tenant: SampleTenant): Promise<Reader> {
  return reader(tenant, "https://graph.microsoft.com", tenant.graphUrl);
}

/** A reader of Defender; paths start with `/api`. */
export function defenderReader(tenant: SampleTenant): Promise<Reader> {
  return reader(tenant, tenant.defenderAudience, tenant.defenderUrl);
}

async function reader(tenant: SampleTenant, audience: string, base: string): Promise<Reader> {
  const token = textOf((await askToken(tenant, goodForm(tenant, audience))).body["access_token"]);
  return (path, sending = {}) => {
    const url = path.startsWith("http") ? path : base + path;
    return send(url, {
      ...sending,
      headers: { authorization: `Bearer ${token}`, ...sending.headers },
    });
  };
}

/** Every row of a collection, following next links wherever they point, on this server. */
export async function allRows(read: Reader, path: string): Promise<readonly JsonObject[]> {
  const rows: JsonObject[] = [];
  for (let next = path; next !== "";) {
    const page = await read(next);
    rows.push(...page.value);
    const link = textOf(page.body["@odata.nextLink"]);
    next = link === "" ? "" : new URL(link).pathname + new URL(link).search;
  }
  return rows;
}
