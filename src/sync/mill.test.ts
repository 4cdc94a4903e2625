import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { finding } from "../convert/records.fixture.ts";
import { isDamage } from "../microsoft/export-file.ts";
import { Mill, type MillItem } from "./mill.ts";
import type { MilledFindings } from "./mill-message.ts";

let mill: Mill;

beforeEach(() => {
  mill = new Mill({
    numbering: {
      types: new Map([
        ["microsoft_defender_machine_identified_vulnerability", 0],
        ["microsoft_defender_machine_installed_software", 1],
        ["microsoft_defender_software_has_vulnerability", 2],
      ]),
      keys: new Map([["microsoft_defender_machine:m1", 5]]),
      volatile: new Map(),
    },
    machineIds: ["m1"],
    software: true,
  });
});

afterEach(() => mill.close());

const noSoftware = { softwareVendor: null, softwareName: null, softwareVersion: null };

const row = (machine: string, cve: string) =>
  `${JSON.stringify({ DeviceId: machine, CveId: cve, SoftwareVendor: "v", SoftwareName: "p", SoftwareVersion: "1" })}\n`;

async function* pieces(...some: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* some;
}

async function milled(content: AsyncIterable<Buffer>, skip = 0): Promise<MilledFindings[]> {
  const found: MilledFindings[] = [];
  for await (const page of mill.file(content, skip)) {
    for (const item of page.items) found.push(await mill.mill(item));
  }
  return found;
}

const linesOf = (blocks: readonly MilledFindings[]): string[] =>
  blocks.flatMap(({ edges }) =>
    edges.edges === 0
      ? []
      : Buffer.from(edges.text)
          .toString("utf8")
          .split("\n")
          .map((line) => line.split("\u001F").slice(1, 4).join(" ")),
  );

describe("a mill", () => {
  it("turns files into edges, in whatever pieces they come", async () => {
    const file = gzipSync(row("m1", "CVE-1") + row("m1", "CVE-2") + row("stranger", "CVE-3"));
    const found = await milled(pieces(file.subarray(0, 20), file.subarray(20)));
    expect(linesOf(found)).toEqual(["1 5 -1", "2 -1 -2", "0 5 -2", "2 -1 -3", "0 5 -3"]);
    expect(found.reduce((sum, block) => sum + block.rows, 0)).toBe(3);
    expect(await mill.summary()).toMatchObject({
      dangling: 1,
      cves: [{ id: "CVE-1" }, { id: "CVE-2" }],
    });
  });

  it("leaves out rows that were handed on before", async () => {
    const file = gzipSync(row("m1", "CVE-1") + row("m1", "CVE-2"));
    expect((await mill.summary()).cves).toEqual([]);
    await milled(pieces(file), 1);
    expect((await mill.summary()).cves).toMatchObject([{ id: "CVE-2" }]);
  });

  it("hands on what came before a file broke off, and then the failure", async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield gzipSync(row("m1", "CVE-1"));
      throw new RangeError("the line is cut");
    }
    const items: MillItem[] = [];
    const reading = async () => {
      for await (const page of mill.file(broken(), 0)) items.push(...page.items);
    };
    await expect(reading()).rejects.toThrow("the line is cut");
    expect(items.map((item) => mill.size(item))).toEqual([1]);
  });

  it("tells damage as damage", async () => {
    const bytes = gzipSync(row("m1", "CVE-1").repeat(50));
    bytes.fill(0xff, 30, 40);
    const error: unknown = await milled(pieces(bytes)).catch((thrown: unknown) => thrown);
    expect(isDamage(error)).toBe(true);
  });

  it("says everything again after a restart", async () => {
    const file = gzipSync(row("m1", "CVE-1"));
    const first = linesOf(await milled(pieces(file)));
    expect(linesOf(await milled(pieces(file)))).toEqual(["0 5 -2"]);
    mill.restart();
    const again = await milled(pieces(file));
    expect(linesOf(again)).toEqual(first);
    expect(again.flatMap(({ edges }) => edges.keys)).toHaveLength(2);
  });

  it("takes findings from other sources, too", async () => {
    const bare = finding({ machineId: "m1", cveId: "CVE-9", ...noSoftware });
    const found: MilledFindings[] = [];
    for (const item of mill.of([bare])) found.push(await mill.mill(item));
    expect(linesOf(found)).toEqual(["0 5 -1"]);
  });

  it("refuses questions once it is closed", async () => {
    await mill.close();
    await expect(mill.summary()).rejects.toThrow("ended");
  });
});
