import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { relationshipTypes } from "../src/convert/types.ts";
import type { Properties } from "../src/graph/entity.ts";
import type { Relationship } from "../src/graph/relationship.ts";
import { applyRun } from "../src/store/apply.ts";
import { beginRun } from "../src/store/run.ts";
import { openStaging, type Staging } from "../src/store/staging.ts";
import { readProperties } from "../src/store/stored.ts";
import { joinAside } from "../src/sync/join.ts";
import { merges } from "../src/sync/merges.ts";
import { has, machine, openStore, type Store, user } from "./support/store.ts";

const identified = relationshipTypes.machineIdentifiedVulnerability;

// Enough to be joined while others are read, in a thread.
const pairs = 52_000;

let store: Store;
let staging: Staging;

beforeEach(async () => {
  store = await openStore();
  const run = await beginRun(store.database, { instanceId: store.instance.id, startedOn: 100 });
  staging = await openStaging(store.database, run, {
    volatile: new Map([[identified.type, ["lastSeenOn"]]]),
    merge: merges,
    joinAside,
  });
});

afterEach(async () => {
  await staging.close();
  await store.close();
});

const finding = (at: number, properties: Properties): Relationship => ({
  type: identified.type,
  verb: identified.verb,
  from: `machine:${at % 1_000}`,
  to: `user:${Math.floor(at / 1_000)}`,
  properties,
});

/** Each pair twice: through one software and through another. */
async function stageFindings(): Promise<void> {
  for (const [software, cvssScore] of [
    ["a", 5],
    ["b", 7],
  ] as const) {
    for (let from = 0; from < pairs; from += 4_000) {
      const some = Array.from({ length: 4_000 }, (_, at) =>
        finding(from + at, { cvssScore, lastSeenOn: cvssScore, software: [software] }),
      );
      await staging.addRelationships(some);
    }
  }
}

async function stageEnds(): Promise<void> {
  await staging.addEntities(Array.from({ length: 1_000 }, (_, at) => machine(String(at))));
  await staging.addEntities(Array.from({ length: 52 }, (_, at) => user(String(at))));
}

/** Applies what is staged; gives how many findings the graph holds, by what they say. */
async function applied(): Promise<Map<string, number>> {
  const done = await applyRun(staging, { receipts: new Map(), observedOn: 100 });
  expect([...done.conflicts]).toEqual([]);
  expect([...done.dangling]).toEqual([]);
  const session = await store.database.session();
  const rows = await session.all(
    "select cast(properties as text) as properties from relationship where type = ?",
    [identified.type],
  );
  session.close();
  const said = new Map<string, number>();
  for (const row of rows) {
    const { cvssScore, lastSeenOn, software } = readProperties(row["properties"]);
    const text = [cvssScore, lastSeenOn, software].join(" ");
    said.set(text, (said.get(text) ?? 0) + 1);
  }
  return said;
}

describe("edges that came several times", () => {
  it("are joined while others are staged and read", async () => {
    await stageFindings();
    staging.settleSoon([identified.type]);
    await stageEnds();
    const others = Array.from({ length: 2_000 }, (_, at) =>
      has(String(at % 1_000), String(at % 50)),
    );
    await staging.addRelationships(others);
    let seen = 0;
    for await (const batch of staging.relationships(["machine_has_user"])) seen += batch.length;
    expect(seen).toBe(1_000);
    await staging.settle();
    expect([...(await applied())]).toEqual([["7 7 a,b", pairs]]);
  });

  it("are all seen by who reads them, whenever", async () => {
    await stageFindings();
    staging.settleSoon([identified.type]);
    let seen = 0;
    for await (const batch of staging.relationships([identified.type])) {
      seen += batch.length;
      for (const { properties } of batch) if (properties["cvssScore"] !== 7) throw new Error("!");
    }
    expect(seen).toBe(pairs);
  });

  it("are joined with those that come too late", async () => {
    await stageEnds();
    await stageFindings();
    staging.settleSoon([identified.type]);
    await staging.addRelationships([
      finding(3, { cvssScore: 9, lastSeenOn: 9, software: ["c"] }),
      finding(4, { cvssScore: 1, lastSeenOn: 1, software: ["b"] }),
    ]);
    const said = await applied();
    expect(Object.fromEntries(said)).toEqual({ "7 7 a,b": pairs - 1, "9 9 a,b,c": 1 });
  });

  it("are each seen once, although one came while they were joined", async () => {
    await stageFindings();
    staging.settleSoon([identified.type]);
    await staging.addRelationships([finding(3, { cvssScore: 9, lastSeenOn: 9, software: ["c"] })]);
    const seen = new Set<string>();
    let count = 0;
    for await (const batch of staging.relationships([identified.type])) {
      count += batch.length;
      for (const { from, to } of batch) seen.add(`${from} ${to}`);
    }
    expect([count, seen.size]).toEqual([pairs, pairs]);
  });

  it("keep nobody waiting whose run is broken off", async () => {
    await stageFindings();
    staging.settleSoon([identified.type]);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await staging.close();
    const run = await beginRun(store.database, { instanceId: store.instance.id, startedOn: 200 });
    staging = await openStaging(store.database, run, { volatile: new Map(), merge: new Map() });
    expect(staging.counts()).toEqual({ entities: 0, relationships: 0 });
  });
});
