// The floor of a full collect: the same calls, the same bytes downloaded, inflated and JSON-parsed, and nothing else.
// Arguments: the JSON that `sample-tenant --json` printed. Prints {"ms","bytes","calls","rows"}.
import { createGunzip, gunzipSync, inflateRawSync } from "node:zlib";
import { Agent, request, setGlobalDispatcher } from "undici";

interface Addresses {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorityUrl: string;
  readonly graphUrl: string;
  readonly defenderUrl: string;
  readonly defenderAudience: string;
}

setGlobalDispatcher(new Agent({ connections: 16 }));
const tenant = JSON.parse(process.argv[2] ?? "{}") as Addresses;
const spent = { bytes: 0, calls: 0, rows: 0 };

async function token(audience: string): Promise<string> {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: tenant.clientId,
    client_secret: tenant.clientSecret,
    scope: `${audience}/.default`,
  }).toString();
  const answer = await request(`${tenant.authorityUrl}/${tenant.tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body,
  });
  return ((await answer.body.json()) as { access_token: string }).access_token;
}

interface Body {
  readonly value?: readonly { readonly id?: string }[];
  readonly "@odata.nextLink"?: string;
  readonly exportFiles?: readonly string[];
  /** What the requests of a batch were answered. */
  readonly responses?: readonly { readonly body?: Body }[];
}

async function get(url: string, bearer: string, body?: object): Promise<Body> {
  const answer = await request(url, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${bearer}`,
      "accept-encoding": "gzip, deflate",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const raw = Buffer.from(await answer.body.arrayBuffer());
  spent.bytes += raw.length;
  spent.calls++;
  if (answer.statusCode !== 200)
    throw new Error(`${url}: ${answer.statusCode} ${raw.toString("utf8").slice(0, 200)}`);
  const encoding = answer.headers["content-encoding"];
  const plain =
    encoding === "deflate" ? inflateRawSync(raw) : encoding === "gzip" ? gunzipSync(raw) : raw;
  return JSON.parse(plain.toString("utf8")) as Body;
}

async function pages(url: string, bearer: string): Promise<string[]> {
  const ids: string[] = [];
  for (let next: string | undefined = url; next !== undefined;) {
    const page: Body = await get(next, bearer);
    for (const item of page.value ?? []) ids.push(item.id ?? "");
    next = page["@odata.nextLink"];
  }
  return ids;
}

async function skips(url: string, bearer: string, size: number): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const page = await get(`${url}?$top=${size}&$skip=${ids.length}`, bearer);
    for (const item of page.value ?? []) ids.push(item.id ?? "");
    if ((page.value ?? []).length < size) return ids;
  }
}

async function file(url: string): Promise<void> {
  const answer = await request(url);
  spent.calls++;
  const gunzip = createGunzip();
  answer.body.on("data", (chunk: Buffer) => (spent.bytes += chunk.length));
  let rest = "";
  for await (const chunk of answer.body.pipe(gunzip).setEncoding("utf8") as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      JSON.parse(line);
      spent.rows++;
    }
  }
  if (rest !== "") JSON.parse(rest);
}

async function each(
  items: readonly string[],
  work: (item: string) => Promise<unknown>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

async function graph(bearer: string): Promise<void> {
  const root = `${tenant.graphUrl}/v1.0`;
  await get(`${root}/organization`, bearer);
  await pages(
    `${root}/users?$select=id,displayName,mail,userPrincipalName,accountEnabled,userType,employeeId,department,jobTitle,onPremisesSamAccountName,onPremisesDomainName,onPremisesSecurityIdentifier,proxyAddresses&$expand=manager($select=id)&$top=999`,
    bearer,
  );
  const groups = await pages(`${root}/groups?$top=999`, bearer);
  for (let at = 0; at < groups.length; at += 20) {
    const requests = groups.slice(at, at + 20).map((id, index) => ({
      id: String(index),
      method: "GET",
      url: `/groups/${id}/members?$top=999`,
    }));
    const { responses = [] } = await get(`${root}/$batch`, bearer, { requests });
    // Large groups tell their members in several pages.
    for (const { body } of responses) {
      const next = body?.["@odata.nextLink"];
      if (next !== undefined) await pages(next, bearer);
    }
  }
  await pages(`${root}/devices?$expand=registeredOwners($select=id)&$top=999`, bearer);
}

async function defender(bearer: string): Promise<void> {
  const root = `${tenant.defenderUrl}/api`;
  const machines = await skips(`${root}/machines`, bearer, 10_000);
  await skips(`${root}/deviceavinfo`, bearer, 10_000);
  await skips(`${root}/vulnerabilities`, bearer, 8_000);
  const listing = await get(`${root}/machines/SoftwareVulnerabilitiesExport`, bearer);
  await Promise.all([
    each(listing.exportFiles ?? [], file),
    each([...new Set(machines)], (id) => get(`${root}/machines/${id}/logonusers`, bearer)),
  ]);
}

const startedOn = performance.now();
const [graphToken, defenderToken] = await Promise.all([
  token(tenant.graphUrl),
  token(tenant.defenderAudience),
]);
await Promise.all([graph(graphToken), defender(defenderToken)]);
process.stdout.write(
  `${JSON.stringify({ ms: Math.round(performance.now() - startedOn), ...spent })}\n`,
);
process.exit(0);
