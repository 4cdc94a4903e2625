import { mkdtemp, readdir, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Provider, startProvider, tenantAt, testClock } from "../../test/support/provider.ts";
import { silent } from "../base/log.ts";
import { readAll } from "../microsoft/page.ts";
import { FileFolder } from "./file-folder.ts";

let provider: Provider;
let place: string;

beforeEach(async () => {
  provider = await startProvider();
  place = await mkdtemp(join(tmpdir(), "defender-graph-files-"));
  offer("T1");
});

afterEach(async () => {
  await provider.close();
  await rm(place, { recursive: true, force: true });
});

const row = (machine: string) => `${JSON.stringify({ DeviceId: machine, CveId: "CVE-1" })}\n`;
const files = { a: gzipSync(row("m1") + row("m2")), b: gzipSync(row("m3")) };

/** The provider's export: the files `a` and `b`, generated at a time. */
function offer(generatedTime: string): void {
  const exportFiles = Object.keys(files).map((name) => `${provider.url}/blob/${name}?sig=1`);
  provider.on("/api/machines/SoftwareVulnerabilitiesExport", () => ({
    json: { exportFiles, generatedTime },
  }));
  for (const [name, bytes] of Object.entries(files))
    provider.on(`/blob/${name}`, () => ({ bytes }));
}

/** Reads the export as a run does that keeps its files in a folder; gives machines, downloads, and what was resumed. */
async function reading(folder = place) {
  const keeper = new FileFolder(folder, silent);
  const before = provider.seen.length;
  const machines: string[] = [];
  const tenant = tenantAt(provider, { clock: testClock() });
  const scope = { machineCount: 10_000, machineIds: [], poorToo: false, keeper };
  const read = readAll(tenant.findings(scope), (items, attempt) => {
    if (attempt > 1) machines.length = 0;
    machines.push(...items.map(({ machineId }) => machineId));
  });
  await read.finally(() => tenant.close());
  const downloads = provider.seen.slice(before).filter(({ path }) => path.startsWith("/blob/"));
  const loaded = downloads.map(({ path }) => path.slice(-1)).sort();
  return { machines: machines.sort(), loaded, resumed: keeper.resumed };
}

const everything = { machines: ["m1", "m2", "m3"] };

async function keptFiles(): Promise<string[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

test("files that were read to their end are not downloaded again, half a file is", async () => {
  await reading();
  const sizes = await Promise.all(
    (await keptFiles()).map(async (file) => ({ file, size: (await stat(file)).size })),
  );
  const [smaller] = sizes.toSorted((one, other) => one.size - other.size);
  await rename(smaller?.file ?? "", `${smaller?.file}.draft.part`);
  expect(await reading()).toEqual({ ...everything, loaded: ["b"], resumed: 1 });
  expect(await keptFiles()).toHaveLength(2);
});

test("files of an export that was generated anew since are downloaded", async () => {
  await reading();
  offer("T2");
  expect(await reading()).toEqual({ ...everything, loaded: ["a", "b"], resumed: 0 });
  expect(await keptFiles()).toHaveLength(2);
});

test("a kept file that was damaged since is downloaded again", async () => {
  await reading();
  for (const file of await keptFiles()) await truncate(file, 15);
  expect(await reading()).toMatchObject({ ...everything, loaded: ["a", "b"] });
  expect(await reading()).toEqual({ ...everything, loaded: [], resumed: 2 });
});

test("where no file can be kept, all are read all the same", async () => {
  const blocked = join(place, "blocked");
  await writeFile(blocked, "");
  expect(await reading(blocked)).toEqual({ ...everything, loaded: ["a", "b"], resumed: 0 });
});
