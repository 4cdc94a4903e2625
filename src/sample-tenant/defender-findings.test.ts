import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { JsonObject } from "../base/json.ts";
import { allRows, defenderReader, ManualClock, type Reader, send, smallTenant } from "./fixture.ts";
import type { SampleTenant } from "./sample-tenant.ts";
import { textOf } from "./json-text.ts";

const pages = "/api/machines/SoftwareVulnerabilitiesByMachine";
const changes = "/api/machines/SoftwareVulnerabilityChangesByMachine";
const files = "/api/machines/SoftwareVulnerabilitiesExport";
let tenant: SampleTenant;
let read: Reader;
const clock = new ManualClock();

beforeAll(async () => {
  tenant = await smallTenant({ clock, limits: "off" });
  read = await defenderReader(tenant);
});
afterAll(() => tenant.close());
beforeEach(() => tenant.setFaults({}));

function everyRow(): readonly JsonObject[] {
  const world = tenant.world();
  const ids = new Set([
    ...world.machines.map((row) => textOf(row["id"])),
    ...world.orphanMachineIds,
  ]);
  return [...ids].flatMap((id) => world.findingsOf(id));
}

function sorted(rows: readonly JsonObject[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row)).toSorted();
}

test("pages tell every row once, spread so that no machine's rows stay together", async () => {
  const rows = await allRows(read, `${pages}?pageSize=50`);
  expect(sorted(rows)).toEqual(sorted(everyRow()));
  const switches = rows.filter(
    (row, at) => at > 0 && rows[at - 1]?.["deviceId"] !== row["deviceId"],
  ).length;
  expect(switches).toBeGreaterThan(rows.length / 2);
});

test("a next link points at a foreign host, with a cursor of the stored snapshot", async () => {
  const { body } = await read(`${pages}?pageSize=5`);
  const link = new URL(textOf(body["@odata.nextLink"]));
  expect(link.host).toBe("wpatdadi-eus-stg.cloudapp.net");
  expect(link.searchParams.get("pagesize")).toBe("5");
  const token = Buffer.from(link.searchParams.get("$skiptoken") ?? "", "base64").toString();
  expect(JSON.parse(token)).toEqual({
    ExportDefinition: { TimePath: "2026-11-02/0600/" },
    ExportFileIndex: 0,
    LineStoppedAt: 5,
  });
});

test("$top suppresses the next link, and pages are capped at 200,000", async () => {
  const answer = await read(`${pages}?$top=3`);
  expect(answer.value).toHaveLength(3);
  expect(answer.body).not.toHaveProperty("@odata.nextLink");
  expect((await read(`${pages}?pageSize=200001`)).status).toBe(400);
});

test("the delta needs a time within fourteen days", async () => {
  expect((await read(changes)).code).toBe("MissingRequiredParameter");
  expect((await read(`${changes}?sinceTime=2026-10-01T00:00:00Z`)).code).toBe("InvalidInput");
  expect((await read(`${changes}?sinceTime=nonsense`)).code).toBe("InvalidInput");
});

test("the delta tells the changes since the day, widened to six hours", async () => {
  const own = await smallTenant();
  const reading = await defenderReader(own);
  const { body } = await reading(files);
  own.evolve(2);
  const since = encodeURIComponent(textOf(body["generatedTime"]));
  const rows = await allRows(reading, `${changes}?sinceTime=${since}&pageSize=7`);
  expect(rows).toEqual([...own.world().findingChangesSince(0)]);
  expect(rows.length).toBeGreaterThan(0);
  const first = await reading(`${changes}?sinceTime=${since}&pageSize=1`);
  expect(new URL(textOf(first.body["@odata.nextLink"])).pathname).toBe(
    "/api/machines/SoftwareVulnerabilitiesTimeline",
  );
  const dayBefore = await allRows(reading, `${changes}?sinceTime=2026-11-02T05:59:00Z`);
  expect(dayBefore.length).toBeGreaterThanOrEqual(rows.length);
  await own.close();
});

async function exportedFiles(): Promise<readonly string[]> {
  const { body } = await read(files);
  return JSON.parse(JSON.stringify(body["exportFiles"]));
}

async function fileRows(): Promise<readonly Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (const url of await exportedFiles()) {
    const { wire } = await send(url);
    const lines = gunzipSync(wire).toString().trimEnd().split("\n");
    rows.push(...lines.map((line) => JSON.parse(line)));
  }
  return rows;
}

test("the export names at least two files on another port, each with a signature", async () => {
  const urls = await exportedFiles();
  expect(urls.length).toBeGreaterThanOrEqual(2);
  for (const url of urls.map((text) => new URL(text))) {
    expect(url.host).not.toBe(new URL(tenant.defenderUrl).host);
    expect(url.pathname).toContain(`/VaExport/json/OrgId=${tenant.tenantId}/`);
    expect([...url.searchParams.keys()]).toEqual(["sv", "st", "se", "sr", "sp", "sig"]);
  }
});

test("files hold the rows of the pages, in PascalCase, without keys that have no value", async () => {
  const lower = (row: object): string =>
    JSON.stringify(
      Object.entries(row)
        .filter(
          ([, value]) =>
            value !== null && value !== "" && !(Array.isArray(value) && value.length === 0),
        )
        .map(([key, value]) => `${key.toLowerCase()}=${JSON.stringify(value)}`)
        .toSorted(),
    );
  const rows = await fileRows();
  expect(rows.map(lower).toSorted()).toEqual(everyRow().map(lower).toSorted());
  const keys = new Set(rows.flatMap((row) => Object.keys(row)));
  expect(keys).toContain("SoftwareName");
  expect([...keys].every((key) => /^[A-Z]/.test(key))).toBe(true);
  expect(keys.has("CveId") && keys.has("CVEId")).toBe(true);
});

test("a machine's rows are spread over the files", async () => {
  const holders = new Map<string, Set<string>>();
  for (const url of await exportedFiles()) {
    for (const [, id = ""] of gunzipSync((await send(url)).wire)
      .toString()
      .matchAll(/"DeviceI[dD]":"([^"]+)"/g)) {
      holders.set(id, (holders.get(id) ?? new Set()).add(url));
    }
  }
  const counts = [...holders.values()].map((urls) => urls.size);
  expect(counts.filter((count) => count > 1).length).toBeGreaterThan(counts.length / 2);
});

test("the generated time changes once a day, and so do the files", async () => {
  const own = await smallTenant();
  const reading = await defenderReader(own);
  const first = (await reading(files)).body;
  expect((await reading(files)).body["generatedTime"]).toBe(first["generatedTime"]);
  own.evolve();
  const second = (await reading(files)).body;
  expect(second["generatedTime"]).not.toBe(first["generatedTime"]);
  const [oldFile] = JSON.parse(JSON.stringify(first["exportFiles"]));
  expect((await send(oldFile)).status).toBe(200);
  own.evolve(2);
  await reading(files);
  own.evolve();
  await reading(files);
  expect((await send(oldFile)).status).toBe(404);
  await own.close();
});

test("an address expires after an hour, or after sasValidHours", async () => {
  const own = await smallTenant({ clock });
  read = await defenderReader(own);
  const [short = ""] = await exportedFiles();
  const { body } = await read(`${files}?sasValidHours=6`);
  const [long = ""] = JSON.parse(JSON.stringify(body["exportFiles"]));
  await clock.sleep(3_600_000);
  const expired = await send(short);
  expect(expired.status).toBe(403);
  expect(expired.text).toContain("Signature not valid in the specified key time frame");
  expect((await send(long)).status).toBe(200);
  await own.close();
  read = await defenderReader(tenant);
  expect((await read(`${files}?sasValidHours=7`)).status).toBe(400);
});

test("a token has no business at the file server", async () => {
  const [url = ""] = await exportedFiles();
  const mixed = await send(url, { headers: { authorization: "Bearer x" } });
  expect(mixed.status).toBe(400);
  expect(mixed.text).toContain("InvalidAuthenticationInfo");
  const forged = await send(url.replace(/sig=.*/, "sig=AAAA"));
  expect([forged.status, forged.headers["x-ms-error-code"]]).toEqual([403, "AuthenticationFailed"]);
});

test("a file can be read from a byte on", async () => {
  const [url = ""] = await exportedFiles();
  const whole = await send(url);
  const rest = await send(url, { headers: { range: "bytes=100-" } });
  expect(rest.status).toBe(206);
  expect(rest.wire.equals(whole.wire.subarray(100))).toBe(true);
  expect(rest.headers["content-range"]).toBe(
    `bytes 100-${whole.wire.length - 1}/${whole.wire.length}`,
  );
});
