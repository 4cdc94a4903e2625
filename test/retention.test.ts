import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, openBench } from "./support/world.ts";

const size = { devices: 25, users: 20, groups: 5, cves: 25, findingsPerDevice: 6, seed: 5 };
// So few that even what the run itself ended is older.
const noTime = 1e-9;

let bench: Bench;
let between = 0;

beforeAll(async () => {
  bench = await openBench(size);
  await bench.collect();
  between = Date.now();
});

afterAll(async () => {
  await bench.close();
});

async function broken(): Promise<string[]> {
  const checks: string[] = [];
  for await (const results of bench.desk.verify())
    checks.push(...results.filter(({ count }) => count > 0).map(({ check }) => check));
  return checks;
}

async function read(batches: AsyncIterable<readonly unknown[]>): Promise<number> {
  let count = 0;
  for await (const batch of batches) count += batch.length;
  return count;
}

describe("history", () => {
  it("is kept when nothing is said, and after a day is sound", async () => {
    bench.tenant.evolve(1);
    const { notes } = await bench.collect();
    expect(notes.map(({ code }) => code)).not.toContain("history_let_go");
    expect(await broken()).toEqual([]);
    expect(await read(bench.desk.export({ asOf: between }))).toBeGreaterThan(100);
    expect(await read(bench.desk.changes({ since: between, net: true }))).toBe(
      await read(bench.desk.changes({})),
    );
  });

  it("is let go after a run that says so, and the run tells it", async () => {
    bench.tenant.evolve(1);
    const { notes, status } = await bench.collect({ keepHistoryDays: noTime });
    expect(status).toBe("complete");
    expect(notes).toContainEqual(expect.objectContaining({ code: "history_let_go" }));
    expect(await broken()).toEqual([]);
    const gone = { code: "history_gone" };
    await expect(read(bench.desk.export({ asOf: between }))).rejects.toMatchObject(gone);
    const text = "FIND microsoft_defender_machine";
    await expect(bench.desk.query({ text, asOf: between })).rejects.toMatchObject(gone);
    expect(await bench.desk.query({ text })).toMatchObject({ ok: true });
    expect(await bench.desk.facts()).toMatchObject({ historyBeginsOn: expect.any(Number) });
  });
});
