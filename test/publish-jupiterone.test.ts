import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { silent } from "../src/base/log.ts";
import { publish } from "../src/publish/publish.ts";
import type { GraphEntity, GraphRelationship } from "../src/publish/upload-object.ts";
import { localCaller } from "../src/service/caller.ts";
import type { PublishReport } from "../src/service/publish/publish-jupiterone.ts";
import type { ExportLine } from "../src/store/export.ts";
import { type FakeJupiterOne, startJupiterOne } from "./support/jupiterone.ts";
import { type Bench, impatientClock, openBench } from "./support/world.ts";

let bench: Bench;
let fake: FakeJupiterOne;

beforeAll(async () => {
  fake = await startJupiterOne();
  bench = await openBench({ devices: 40, users: 30, groups: 6, cves: 60 }, impatientClock());
  await bench.collect();
});

afterAll(async () => {
  await bench?.close();
  await fake?.close();
});

afterEach(() => {
  fake.faults.length = 0;
  fake.log.length = 0;
  fake.mostBytes = 5_000_000;
});

interface How {
  readonly scope?: string;
  readonly token?: string;
  readonly batchBytes?: number;
  readonly signal?: AbortSignal;
  readonly progress?: (objects: number) => void;
}

function publishTo(how: How = {}): Promise<PublishReport> {
  const { scope = "iid", token = fake.token, batchBytes, progress = () => {}, signal } = how;
  const input = {
    apiUrl: fake.url,
    account: fake.account,
    token,
    scope: { kind: "instance", id: scope } as const,
    batchBytes,
    progress,
    caller: localCaller,
  };
  return bench.desk.publish(input, signal ?? new AbortController().signal);
}

async function exported(): Promise<readonly ExportLine[]> {
  const lines: ExportLine[] = [];
  for await (const batch of bench.desk.export({})) lines.push(...batch);
  return lines;
}

async function uploadable(kind: ExportLine["kind"]): Promise<readonly string[]> {
  const lines = (await exported()).filter((line) => line.kind === kind && line._type !== "cve");
  return lines.map(({ _key }) => _key).toSorted();
}

async function expectTheGraph(scope: string): Promise<void> {
  const graph = fake.graphs.get(scope);
  expect([...(graph?.entities.keys() ?? [])].toSorted()).toEqual(await uploadable("entity"));
  expect([...(graph?.relationships.keys() ?? [])].toSorted()).toEqual(
    await uploadable("relationship"),
  );
}

describe("the graph in JupiterOne", () => {
  test("is ours, entity by entity and edge by edge, in a scope of its own", async () => {
    const report = await publishTo();
    expect(report).toMatchObject({ status: "FINISHED", resumed: false });
    // What is read only where it is asked for was not looked for.
    expect(report.partialTypes).not.toContain("microsoft_defender_software");
    await expectTheGraph("iid");
    const graph = fake.graphs.get("iid");
    expect(report.entities).toEqual({
      created: graph?.entities.size,
      updated: 0,
      deleted: 0,
      errors: 0,
    });
    const machine = (await exported()).find(({ _type }) => _type === "microsoft_defender_machine");
    expect(graph?.entities.get(machine?._key ?? "")).toEqual({
      ...machine?.properties,
      _key: machine?._key,
      _type: "microsoft_defender_machine",
      _class: ["HostAgent"],
    });
    const mapped = [...(graph?.relationships.values() ?? [])].find(({ _mapping }) => _mapping);
    expect(mapped).toMatchObject({
      _type: "microsoft_defender_vulnerability_is_cve",
      _class: "IS",
      displayName: "IS",
      _mapping: {
        relationshipDirection: "FORWARD",
        targetEntity: { _type: "cve", _class: "Vulnerability" },
        targetFilterKeys: [["_type", "_key"]],
        skipTargetCreation: false,
      },
    });
    const calls = fake.log.map(({ what }) => what.replace(/job-\d+/, "job"));
    const jobs = "/persister/synchronization/jobs";
    expect(calls).toEqual([
      `POST ${jobs}`,
      `POST ${jobs}/job/entities`,
      `POST ${jobs}/job/relationships`,
      `POST ${jobs}/job/finalize`,
      `GET ${jobs}/job`,
      `GET ${jobs}/job`,
      `GET ${jobs}/job`,
    ]);
  });

  test("follows ours: the same again changes nothing, a day later what changed", async () => {
    const same = await publishTo();
    expect(same.entities).toMatchObject({ created: 0, updated: 0, deleted: 0 });
    bench.tenant.evolve(20);
    const run = await bench.collect({ confirmHeld: true });
    expect(run.status).toBe("complete");
    const report = await publishTo();
    expect(report.entities.created + report.entities.deleted).toBeGreaterThan(0);
    await expectTheGraph("iid");
  });

  test("loses nothing of what was not read", async () => {
    const before = fake.graphs.get("iid");
    const gone = "microsoft_defender_software:gone:gone:1.0";
    before?.entities.set(gone, {
      _key: gone,
      _type: "microsoft_defender_software",
      _class: ["Application"],
    });
    await bench.collect({ sources: ["machines", "devices", "users", "groups"] });
    const report = await publishTo();
    expect(report.partialTypes).toContain("microsoft_defender_software");
    expect(fake.graphs.get("iid")?.entities.has(gone)).toBe(true);
    await bench.collect();
    await publishTo();
    expect(fake.graphs.get("iid")?.entities.has(gone)).toBe(false);
  });

  test("gets there in small batches and halves, through failures and waits", async () => {
    fake.mostBytes = 20_000;
    fake.faults.push(
      { path: /jobs$/, status: 503, times: 2 },
      { path: /entities$/, status: 429, headers: { "retry-after": "20" }, times: 2 },
      { path: /relationships$/, status: 502, late: true, times: 1 },
      { path: /finalize$/, status: 500, times: 1 },
    );
    const report = await publishTo({ scope: "other", batchBytes: 60_000 });
    expect(report.status).toBe("FINISHED");
    await expectTheGraph("other");
    const taken = fake.log.filter(({ status, what }) => status === 200 && what.endsWith("s"));
    expect(Math.max(...taken.map(({ bytes }) => bytes))).toBeLessThanOrEqual(20_000);
    expect(fake.log.some(({ status }) => status === 413)).toBe(true);
  });

  test("a publication that broke off goes on where it was, in the same job", async () => {
    fake.faults.push({ path: /relationships$/, status: 500, times: 6 });
    const first = publishTo({ scope: "third", batchBytes: 20_000 });
    await expect(first).rejects.toMatchObject({ code: "jupiterone_refused", retryable: true });
    const sentBefore = fake.log.filter(({ what }) => what.endsWith("/entities")).length;
    expect(sentBefore).toBeGreaterThan(2);
    fake.log.length = 0;
    const report = await publishTo({ scope: "third", batchBytes: 20_000 });
    expect(report).toMatchObject({ resumed: true, status: "FINISHED" });
    expect(fake.log.filter(({ what }) => what.endsWith("/entities"))).toEqual([]);
    await expectTheGraph("third");
  });

  test("one that was interrupted by hand, too", async () => {
    const controller = new AbortController();
    const stopped = publishTo({
      scope: "fourth",
      batchBytes: 20_000,
      signal: controller.signal,
      progress: (objects) => {
        if (objects > 100) controller.abort(new Error("interrupted"));
      },
    });
    await expect(stopped).rejects.toThrow("interrupted");
    const report = await publishTo({ scope: "fourth", batchBytes: 20_000 });
    expect(report.resumed).toBe(true);
    await expectTheGraph("fourth");
  });

  test("refusals are told in plain words, without the key", async () => {
    const wrong = publishTo({ token: "the wrong key", scope: "fifth" });
    await expect(wrong).rejects.toMatchObject({ code: "jupiterone_unauthorized" });
    await expect(wrong).rejects.toThrow(/answers 401 \(UNAUTHORIZED: no such key\)/);
    await expect(wrong).rejects.not.toThrow(/the wrong key/);
    fake.faults.push({ path: /finalize$/, status: 200, times: 1 });
    await expect(publishTo({ scope: "fifth" })).rejects.toThrow("tells of no job");
  });
});

test("a hundred thousand relationships pass through with a batch in memory at a time", async () => {
  const made = { objects: 0 };
  async function* graph(): AsyncGenerator<readonly (GraphEntity | GraphRelationship)[]> {
    const entity = (at: number): GraphEntity => ({
      kind: "entity",
      _key: `machine:${String(at).padStart(8, "0")}`,
      _type: "machine",
      _class: ["Host"],
      properties: { displayName: `machine ${at}` },
    });
    for (let at = 0; at < 100; at++) {
      made.objects++;
      yield [entity(at)];
    }
    for (let at = 0; at < 100_000; at += 1_000) {
      const edges = Array.from({ length: 1_000 }, (_, more): GraphRelationship => {
        const [from, to] = [entity((at + more) % 100)._key, entity((at + more) % 97)._key];
        const _key = `${from}|has|${to}|${at + more}`;
        return {
          kind: "relationship",
          _key,
          _type: "machine_has_machine",
          _class: "HAS",
          _fromEntityKey: from,
          _toEntityKey: to,
          properties: {},
        };
      });
      made.objects += edges.length;
      yield edges;
    }
  }
  fake.forgetful = true;
  let ahead = 0;
  const job = await publish({
    apiUrl: fake.url,
    account: fake.account,
    token: fake.token,
    scope: { kind: "scope", name: "large" },
    clock: impatientClock(),
    random: () => 0.5,
    log: silent,
    signal: new AbortController().signal,
    graph: graph(),
    partialTypes: [],
    resumed: null,
    batchBytes: 1_000_000,
    progress: async ({ objects }) => void (ahead = Math.max(ahead, made.objects - objects)),
  });
  expect(job).toMatchObject({ numEntitiesUploaded: 100, numRelationshipsUploaded: 100_000 });
  // A chunk of the graph is read ahead of the batch, never more.
  expect(ahead).toBeLessThanOrEqual(1_000);
});
