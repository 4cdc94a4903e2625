import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publicationsAsk } from "../src/service/publish/ask-publication.ts";
import { publicationsList } from "../src/service/publish/publications.ts";
import {
  publicationsDrop,
  publicationsGet,
  publicationsSet,
} from "../src/service/publish/target.ts";
import { localCaller } from "../src/service/caller.ts";
import type { Worker } from "../src/service/runs/worker.ts";
import { type FakeJupiterOne, startJupiterOne } from "./support/jupiterone.ts";
import { type Bench, impatientClock, openBench } from "./support/world.ts";

let bench: Bench;
let fake: FakeJupiterOne;
let worker: Worker;

beforeAll(async () => {
  fake = await startJupiterOne();
  bench = await openBench({ devices: 12, users: 10, groups: 3, cves: 20 }, impatientClock());
  await bench.collect();
  worker = bench.desk.worker({ schedules: false });
});

afterAll(async () => {
  await worker?.stop();
  await bench?.close();
  await fake?.close();
});

const asOwner = (input: object) => ({ caller: localCaller, input });

async function finished(): Promise<number> {
  await worker.turn();
  await worker.idle();
  const { items } = await bench.desk.perform(publicationsList, asOwner({}));
  return items.filter(({ state }) => state === "finished").length;
}

test("a graph is published after each run and when asked, until nobody wants it any more", async () => {
  const wanted = {
    id: 1,
    apiUrl: fake.url.href,
    account: fake.account,
    integrationInstanceId: "iid",
    afterRun: true,
  };
  await expect(bench.desk.perform(publicationsSet, asOwner(wanted))).rejects.toThrow(
    "there is no API key yet",
  );
  const ask = () => bench.desk.perform(publicationsAsk, asOwner({ id: 1 }));
  await expect(ask()).rejects.toMatchObject({ code: "conflict" });
  await bench.desk.perform(publicationsSet, asOwner({ ...wanted, token: fake.token }));
  expect(await bench.desk.perform(publicationsGet, asOwner({ id: 1 }))).toEqual({
    target: {
      apiUrl: fake.url.href,
      account: "acme",
      integrationInstanceId: "iid",
      scope: null,
      afterRun: true,
      asked: false,
    },
  });

  expect(await finished()).toBe(1);
  expect(fake.graphs.get("iid")?.entities.size).toBeGreaterThan(20);
  expect(await finished()).toBe(1);
  bench.tenant.evolve(1);
  await bench.collect();
  expect(await finished()).toBe(2);
  await ask();
  expect(await finished()).toBe(3);
  expect(await finished()).toBe(3);

  // Without a new key the one from before stays; one that broke off waits before it goes on.
  await bench.desk.perform(publicationsSet, asOwner({ ...wanted, afterRun: false }));
  fake.faults.push({ path: /finalize$/, status: 500, times: 6 });
  await ask();
  expect(await finished()).toBe(3);
  expect(await finished()).toBe(3);
  await bench.desk.perform(publicationsDrop, asOwner({ id: 1 }));
  await bench.collect();
  expect(await finished()).toBe(3);
});

test("the API key is nowhere to be read", async () => {
  await bench.desk.close();
  const files = await Promise.all(
    ["", ".wal"].map((end) => readFile(`${bench.database}${end}`).catch(() => Buffer.alloc(0))),
  );
  expect(files.some((bytes) => bytes.includes(fake.token))).toBe(false);
  expect(files.some((bytes) => bytes.includes("iid"))).toBe(true);
});
