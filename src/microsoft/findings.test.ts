import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  rejection,
  startProvider,
  tenantAt,
  testClock,
  type Answer,
  type Provider,
} from "../../test/support/provider.ts";
import { silent } from "../base/log.ts";
import type { Finding } from "./finding.ts";
import type { IncompleteWalk } from "./incomplete-walk.ts";
import { readAll } from "./page.ts";

const exportPath = "/api/machines/SoftwareVulnerabilitiesExport";
const pagesPath = "/api/machines/SoftwareVulnerabilitiesByMachine";
const bulkPath = "/api/vulnerabilities/machinesVulnerabilities";

let provider: Provider;
let links: number;
beforeEach(async () => {
  provider = await startProvider();
  links = 0;
});
afterEach(() => provider.close());

/** A file of rows `machine cve`, gzipped. */
function file(rows: string): Buffer {
  const lines = rows
    .split(",")
    .filter((row) => row !== "")
    .map((row) => JSON.stringify({ DeviceId: row.split(" ")[0], CveId: row.split(" ")[1] }));
  return gzipSync(lines.map((line) => `${line}\n`).join(""));
}

/** An export of these files; every asking gives links with a new signature. */
function exportOf(
  names: readonly string[],
  generated: (asking: number) => string = () => "T1",
): void {
  provider.on(exportPath, () => {
    links += 1;
    return {
      json: {
        exportFiles: names.map((name) => `${provider.url}/blob/${name}?se=soon&sig=secret${links}`),
        generatedTime: generated(links),
      },
    };
  });
}

function serveFile(name: string, answers: readonly Answer[]): void {
  provider.script(`/blob/${name}`, answers);
}

function pagesOf(...pages: readonly string[]): void {
  provider.on(pagesPath, ({ query }) => {
    const page = Number(query.get("$skiptoken") ?? 0);
    const rows = (pages[page] ?? "").split(",").filter((row) => row !== "");
    const value = rows.map((row) => ({ deviceId: row.split(" ")[0], cveId: row.split(" ")[1] }));
    const link = `https://wpatdadi.example/api/machines/SoftwareVulnerabilitiesByMachine?$skiptoken=${page + 1}`;
    return { json: page + 1 < pages.length ? { value, "@odata.nextLink": link } : { value } };
  });
}

const many = { machineCount: 10_000, machineIds: ["m1", "m2"] };
const few = { machineCount: 2, machineIds: ["m1", "m2"] };

async function read(scope = many, options: Parameters<typeof tenantAt>[1] = {}) {
  const rows: string[] = [];
  const attempts = new Set<number>();
  const take = (items: readonly Finding[], attempt: number) => {
    attempts.add(attempt);
    rows.push(...items.map((item) => `${item.machineId} ${item.cveId}`));
  };
  const tenant = tenantAt(provider, options);
  const receipt = await readAll(tenant.findings(scope), take);
  return { rows: rows.toSorted().join(","), attempts: [...attempts], receipt, tenant };
}

test("files are read, and no token goes to the blob host", async () => {
  exportOf(["a", "b"]);
  serveFile("a", [{ bytes: file("m1 CVE-1,m1 CVE-2") }]);
  serveFile("b", [{ bytes: file("m2 CVE-1") }]);
  const { rows, receipt } = await read();
  expect(rows).toBe("m1 CVE-1,m1 CVE-2,m2 CVE-1");
  expect(receipt).toMatchObject({ collection: "vulnerabilities", received: 3 });
  expect(provider.to("/blob/a")[0]?.headers.authorization).toBeUndefined();
  expect(provider.to("/blob/a")[0]?.query.get("sig")).toBe("secret1");
});

test("few machines are read by pages, over links to foreign hosts", async () => {
  pagesOf("m1 CVE-1,m2 CVE-1", "m2 CVE-2");
  expect((await read(few)).rows).toBe("m1 CVE-1,m2 CVE-1,m2 CVE-2");
  expect(provider.to(exportPath)).toEqual([]);
});

test.each([
  [
    "an expired link",
    { status: 403, bytes: Buffer.from("Signature not valid in the specified key time frame") },
  ],
  ["a missing part", { status: 404 }],
])("%s asks for the export again, and only for that", async (_name, answer) => {
  exportOf(["a", "b"]);
  serveFile("a", [answer, { bytes: file("m1 CVE-1") }]);
  serveFile("b", [{ bytes: file("m2 CVE-1") }]);
  const { rows, attempts } = await read();
  expect(rows).toBe("m1 CVE-1,m2 CVE-1");
  expect(attempts).toEqual([1]);
  expect(provider.to(exportPath)).toHaveLength(2);
  expect(provider.to("/blob/a").map(({ query }) => query.get("sig"))).toEqual([
    "secret1",
    "secret2",
  ]);
  expect(provider.to("/blob/b")).toHaveLength(1);
});

const wholeRows = Array.from(
  { length: 20_000 },
  (_, row) => `m${row} CVE-${(row * 7_919) % 10_007}`,
);
const whole = file(wholeRows.join(","));
const damaged = Buffer.from(whole);
damaged.fill(0xff, Math.floor(whole.length * 0.8), Math.floor(whole.length * 0.8) + 64);

test.each([
  ["a truncated download", { bytes: whole, cut: Math.floor(whole.length * 0.8) }],
  ["a gzip that lacks its end", { bytes: whole.subarray(0, whole.length - 4) }],
  ["an empty file", { bytes: Buffer.alloc(0) }],
  ["a web page", { bytes: Buffer.from("<html>sorry</html>") }],
  ["a failing storage", { status: 503 }],
  ["a reset", { reset: true }],
])("%s is read again, and its rows are handed on once", async (_name, answer) => {
  exportOf(["a"]);
  serveFile("a", [answer, { bytes: whole }]);
  const { rows, attempts } = await read();
  expect(rows.split(",")).toHaveLength(20_000);
  expect(new Set(rows.split(",")).size).toBe(20_000);
  expect(attempts).toEqual([1]);
});

test("a damaged gzip starts the walk anew, since rows before the damage may be wrong", async () => {
  exportOf(["a"]);
  serveFile("a", [{ bytes: damaged }, { bytes: whole }]);
  const { rows, attempts } = await read();
  expect(attempts).toEqual([1, 2]);
  const seen = new Set(rows.split(","));
  expect(wholeRows.filter((row) => !seen.has(row))).toEqual([]);
});

test("an export generated anew meanwhile is read from its start", async () => {
  exportOf(["a"], (asking) => (asking === 1 ? "T1" : "T2"));
  serveFile("a", [{ status: 403 }, { bytes: file("m1 CVE-1") }]);
  const { rows, attempts } = await read();
  expect(rows).toBe("m1 CVE-1");
  expect(attempts).toEqual([2]);
});

test("a file that never comes makes the pages the source", async () => {
  exportOf(["a", "b"]);
  serveFile("a", [{ bytes: file("m1 CVE-1") }]);
  serveFile("b", [{ bytes: Buffer.alloc(0) }]);
  pagesOf("m1 CVE-1,m2 CVE-1");
  const { rows, attempts } = await read();
  expect(rows).toBe("m1 CVE-1,m1 CVE-1,m2 CVE-1");
  expect(attempts).toEqual([1, 2]);
});

test.each([
  ["is unknown", { status: 404 }],
  ["is refused", { status: 400, json: { error: { code: "BadRequest", message: "" } } }],
  ["is switched off", { status: 403, json: { error: { code: "DisabledFeature", message: "" } } }],
  ["keeps failing", { status: 500 }],
])("where the export %s the pages are read", async (_name, answer) => {
  provider.script(exportPath, [answer]);
  pagesOf("m1 CVE-1");
  expect((await read()).rows).toBe("m1 CVE-1");
});

test("a missing permission is a failure, not a reason to try elsewhere", async () => {
  const message =
    "Missing application roles. API required roles: Vulnerability.Read.All, application roles: Machine.Read.All.";
  provider.script(exportPath, [{ status: 403, json: { error: { code: "Forbidden", message } } }]);
  expect(await rejection(read())).toMatchObject({
    code: "permission_missing",
    message: expect.stringContaining(
      "Cannot read vulnerabilities: the app registration lacks Vulnerability.Read.All (WindowsDefenderATP).",
    ),
  });
  expect(provider.to(pagesPath)).toEqual([]);
});

test("an export without files is believed when the pages are empty too", async () => {
  exportOf([]);
  pagesOf("");
  expect((await read()).receipt.received).toBe(0);
  pagesOf("m1 CVE-1");
  expect((await read()).rows).toBe("m1 CVE-1");
});

test("files without a single row, and no rows elsewhere, are suspicious where there are machines", async () => {
  exportOf(["a"]);
  serveFile("a", [{ bytes: file("") }]);
  pagesOf("");
  const error = (await rejection(read())) as IncompleteWalk;
  expect(error).toMatchObject({ code: "incomplete_walk", reason: "suspiciously_empty" });
});

test("a line that is no row leaves the walk incomplete, the rest is handed on", async () => {
  exportOf(["a"]);
  serveFile("a", [
    { bytes: gzipSync('{"DeviceId":"m1"}\n{"Device\n\n{"CveId":"CVE-1"}\n{"DeviceId":"m2"}') },
  ]);
  expect(await rejection(read())).toMatchObject({
    reason: "rejected_records",
    rejected: 2,
    received: 2,
  });
});

test("without the export the bulk list is read, then each machine", async () => {
  provider.on(bulkPath, ({ query }) => ({
    json: {
      value: query.has("$skip")
        ? []
        : [{ id: "1", machineId: "m1", cveId: "CVE-1", productName: "chrome", fixingKbId: null }],
    },
  }));
  expect((await read()).rows).toBe("m1 CVE-1");
  provider.on(bulkPath, () => ({ status: 404 }));
  provider.on("/api/machines/m1/vulnerabilities", () => ({
    json: {
      value: [{ id: "CVE-9", publicExploit: true, exploitVerified: true, exploitInKit: false }],
    },
  }));
  expect((await read()).rows).toBe("m1 CVE-9");
});

test("a link that is not https is not opened", async () => {
  provider.on(exportPath, () => ({
    json: { exportFiles: ["http://blob.example/a.json.gz?sig=x"], generatedTime: "T" },
  }));
  const failure = await rejection(read());
  expect(String(failure)).toContain("its link is not https");
  expect(String(failure)).not.toContain("sig=x");
});

test("the hour's twenty exports spent, the pages are read", async () => {
  exportOf(["a"]);
  pagesOf("m1 CVE-1");
  const clock = testClock();
  const calls = Array.from({ length: 20 }, () => [clock.now(), 1] as const);
  const findingExport = { calls, pausedUntil: 0, share: 1, narrowedUntil: 0 };
  expect((await read(many, { clock, budgetState: { findingExport } })).rows).toBe("m1 CVE-1");
  expect(provider.to(exportPath)).toEqual([]);
});

test("neither logs nor failures carry a signature, a token or the secret", async () => {
  const said: string[] = [];
  const say = (...words: unknown[]) => void said.push(JSON.stringify(words));
  exportOf(["a"]);
  serveFile("a", [{ status: 403 }]);
  for (const path of [pagesPath, bulkPath]) provider.on(path, () => ({ status: 500 }));
  const failure = (await rejection(
    read(many, { log: { ...silent, debug: say, warn: say, info: say } }),
  )) as Error;
  const everything = [
    ...said,
    failure.message,
    failure.stack,
    JSON.stringify(failure),
    String(failure.cause),
  ].join("\n");
  expect(said.length).toBeGreaterThan(10);
  expect(everything).not.toMatch(/sig=|token-\d|the-secret-value/);
});
