// How fast the sample tenant serves: it must not be what a benchmark measures. The server runs in a process of its
// own; this one only reads. `node bench/sample-tenant.ts [devices] [findings per device]`
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import { Agent, request, setGlobalDispatcher } from "undici";
import type { Clock } from "../src/base/clock.ts";
import { startSampleTenant } from "../src/sample-tenant/sample-tenant.ts";

const connections = 16;
const seconds = 3;

interface Addresses {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorityUrl: string;
  readonly defenderUrl: string;
  readonly defenderAudience: string;
  readonly controlUrl: string;
}

const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
};

async function serve(devices: number, findingsPerDevice: number): Promise<void> {
  const size = {
    devices,
    users: devices,
    groups: 200,
    cves: 5_000,
    findingsPerDevice,
    logonsPerDevice: 3,
  };
  const tenant = await startSampleTenant({ clock, limits: "off", ...size });
  process.send?.({ ...tenant });
  process.on("message", () =>
    process.send?.({ peakMB: Math.round(process.resourceUsage().maxRSS / 1024) }),
  );
  process.on("disconnect", () => void tenant.close().then(() => process.exit(0)));
}

const megabytes = (bytes: number): number => bytes / 1_000_000;

function say(what: string, facts: Readonly<Record<string, number>>): void {
  const words = Object.entries(facts).map(
    ([name, value]) => `${value.toFixed(value < 10 ? 2 : 0)} ${name}`,
  );
  console.log(`${what}: ${words.join(", ")}`);
}

async function timed<Value>(work: () => Promise<Value>): Promise<readonly [Value, number]> {
  const start = performance.now();
  const value = await work();
  return [value, (performance.now() - start) / 1000];
}

async function tokenOf(tenant: Addresses): Promise<string> {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: tenant.clientId,
    client_secret: tenant.clientSecret,
    scope: `${tenant.defenderAudience}/.default`,
  }).toString();
  const url = `${tenant.authorityUrl}/${tenant.tenantId}/oauth2/v2.0/token`;
  const answer = await request(url, { method: "POST", body });
  return ((await answer.body.json()) as { access_token: string }).access_token;
}

async function read(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  const answer = await request(url, { headers });
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode}`);
  return Buffer.from(await answer.body.arrayBuffer());
}

async function drain(url: string): Promise<number> {
  let bytes = 0;
  for await (const chunk of (await request(url)).body) bytes += Buffer.from(chunk).length;
  return bytes;
}

async function measure(tenant: Addresses, devices: number): Promise<void> {
  const headers = {
    authorization: `Bearer ${await tokenOf(tenant)}`,
    "accept-encoding": "deflate",
  };
  const get = async (path: string): Promise<Buffer> => read(tenant.defenderUrl + path, headers);

  const [prepared, took] = await timed(async () =>
    request(`${tenant.controlUrl}/prepare`, { method: "POST" }).then((answer) =>
      answer.body.json(),
    ),
  );
  const all = prepared as { files: number; rows: number; bytes: number; inflatedBytes: number };
  say("export generated", {
    s: took,
    files: all.files,
    rows: all.rows,
    "MB on disk": megabytes(all.bytes),
  });

  const listing = JSON.parse(
    inflateRawSync(await get("/api/machines/SoftwareVulnerabilitiesExport")).toString(),
  );
  const [wire, spent] = await timed(async () => {
    let bytes = 0;
    for (const url of listing.exportFiles as readonly string[]) bytes += await drain(url);
    return bytes;
  });
  say("export files", {
    "MB/s wire": megabytes(wire) / spent,
    "MB/s inflated": megabytes(all.inflatedBytes) / spent,
  });

  for (const path of [
    "/api/machines/SoftwareVulnerabilitiesByMachine?pageSize=50000",
    "/api/machines?$top=10000",
    "/api/vulnerabilities?$top=8000",
  ]) {
    await get(path);
    const [body, lasted] = await timed(() => get(path));
    const inflated = inflateRawSync(body).length;
    say(path, {
      "MB/s wire": megabytes(body.length) / lasted,
      "MB/s inflated": megabytes(inflated) / lasted,
      s: lasted,
    });
  }

  const machines = JSON.parse(inflateRawSync(await get("/api/machines?$top=1000")).toString())
    .value as readonly { id: string }[];
  const end = performance.now() + seconds * 1000;
  let calls = 0;
  const walk = async (): Promise<void> => {
    while (performance.now() < end) {
      await get(`/api/machines/${machines[calls++ % machines.length]?.id ?? ""}/logonusers`);
    }
  };
  await Promise.all(Array.from({ length: connections }, walk));
  say("logonusers", { "calls/s": calls / seconds, devices });
}

const [devices = 2_000, findings = 30, role = 0] = process.argv.slice(2).map(Number);
if (role === 1) {
  await serve(devices, findings);
} else {
  setGlobalDispatcher(new Agent({ connections, headersTimeout: 600_000, bodyTimeout: 600_000 }));
  const child = fork(fileURLToPath(import.meta.url), [String(devices), String(findings), "1"]);
  const [tenant] = (await once(child, "message")) as [Addresses];
  await measure(tenant, devices);
  child.send("memory");
  const [memory] = (await once(child, "message")) as [{ peakMB: number }];
  say("server", { "MB peak memory": memory.peakMB });
  child.disconnect();
  await once(child, "exit");
  process.exit(0);
}
