import { expect, test } from "vitest";
import { Failure } from "../base/failure.ts";
import { silent } from "../base/log.ts";
import type {
  EntityInput,
  EntityView,
  HistoryInput,
  LifeView,
  ServedDesk,
} from "../service/desk.ts";
import { desk } from "./desk.fixture.ts";
import { createServer } from "./server.ts";

const clock = { now: () => 1_000, sleep: () => new Promise<void>(() => {}) };

async function get(address: string, changes: Partial<ServedDesk> = {}) {
  const service = { ...desk, ...changes };
  const server = createServer({ service, consoleDirectory: null, log: silent, clock });
  const response = await server.inject(`/api/v1/${address}`);
  return { status: response.statusCode, body: response.json() as unknown };
}

const life: LifeView = {
  kind: "entity",
  key: "a&b",
  instance: 1,
  historyBeginsOn: null,
  versions: [],
};
const around: EntityView = {
  instance: 1,
  entity: { key: "a", type: "t", classes: [], displayName: "A", properties: {} },
  version: 1,
  createdOn: 1,
  beginOn: 1,
  neighbours: [],
  total: 0,
};

test("the life of an object is asked for by its key, whatever stands in it", async () => {
  const history = async ({ key }: HistoryInput) => [{ ...life, key }];
  const answer = await get(`history?object=${encodeURIComponent("a&b|c?")}`, { history });
  expect(answer).toEqual({ status: 200, body: { objects: [{ ...life, key: "a&b|c?" }] } });
});

test("an entity with its neighbours is asked for by key, moment and limit", async () => {
  const asked: EntityInput[] = [];
  const entity = async (input: EntityInput) => {
    asked.push(input);
    return [around];
  };
  const answer = await get("entity?object=a&asOf=2026-11-01&limit=5", { entity });
  expect(answer).toEqual({ status: 200, body: { entities: [around] } });
  expect(asked).toEqual([{ key: "a", asOf: Date.UTC(2026, 10, 1), limit: 5 }]);
});

test("an object that never was is not found", async () => {
  const failure = new Failure("There is none.", { code: "not_found", retryable: false });
  const answer = await get("history?object=a", { history: () => Promise.reject(failure) });
  expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
});

test.each(["history", "history?object=", "entity?asOf=1", "entity?object=a&limit=0"])(
  "%s is refused",
  async (address) => {
    expect(await get(address)).toMatchObject({ status: 400, body: { code: "request_invalid" } });
  },
);
