import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Answer, graphReader, type Reader, smallTenant } from "./fixture.ts";
import type { SampleTenant } from "./sample-tenant.ts";
import { textOf } from "./json-text.ts";

let tenant: SampleTenant;
let read: Reader;

beforeAll(async () => {
  tenant = await smallTenant();
  read = await graphReader(tenant);
});
afterAll(() => tenant.close());
beforeEach(() => tenant.setFaults({}));

interface Part {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

function batch(requests: readonly object[]): Promise<Answer> {
  return read("/v1.0/$batch", { method: "POST", body: JSON.stringify({ requests }) });
}

function partsOf(answer: Answer): ReadonlyMap<string, Part> {
  const { responses } = JSON.parse(answer.text);
  return new Map(responses.map((part: Part) => [part.id, part]));
}

function memberRequests(): readonly object[] {
  return tenant
    .world()
    .groups.filter((group) => group["visibility"] !== "HiddenMembership")
    .slice(0, 5)
    .map((group, index) => ({
      id: String(index),
      method: "GET",
      url: `/groups/${textOf(group["id"])}/members?$select=id&$top=999`,
    }));
}

test("each request of a batch is answered and counted on its own, in any order", async () => {
  tenant.resetStatistics();
  const answer = await batch(memberRequests());
  expect(answer.status).toBe(200);
  const parts = partsOf(answer);
  expect([...parts.keys()]).not.toEqual(["0", "1", "2", "3", "4"]);
  expect([...parts.values()].every((part) => part.status === 200)).toBe(true);
  expect(parts.get("0")?.headers["x-ms-resource-unit"]).toBe("2");
  const statistics = tenant.statistics();
  expect(statistics.calls).toBe(1);
  expect(statistics.endpoints["graph.groupMembers"]).toMatchObject({ calls: 5, batched: 5 });
});

test("one request of a batch can fail while the others succeed", async () => {
  tenant.setFaults({
    faults: [
      {
        kind: "http429",
        endpoint: "graph.groupMembers",
        after: 1,
        times: 1,
        retryAfterSeconds: 2.128,
      },
    ],
  });
  const requests = [
    ...memberRequests(),
    { id: "none", method: "GET", url: "/groups/none/members" },
  ];
  const parts = partsOf(await batch(requests));
  const refused = [...parts.values()].filter((part) => part.status === 429);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.headers["Retry-After"]).toBe("2.128");
  expect(refused[0]?.body).toMatchObject({ error: { code: "TooManyRequests" } });
  expect(parts.get("none")?.status).toBe(404);
});

test("a request whose dependency failed is 424", async () => {
  const parts = partsOf(
    await batch([
      { id: "a", method: "GET", url: "/groups/none/members" },
      { id: "b", method: "GET", url: "/organization", dependsOn: ["a"] },
    ]),
  );
  expect(parts.get("b")?.status).toBe(424);
});

test.each([
  [
    "more than twenty requests",
    Array.from({ length: 21 }, (_, id) => ({
      id: String(id),
      method: "GET",
      url: "/organization",
    })),
  ],
  [
    "an absolute address",
    [{ id: "1", method: "GET", url: "https://graph.microsoft.com/v1.0/organization" }],
  ],
  ["a nested batch", [{ id: "1", method: "POST", url: "/$batch" }]],
  [
    "a repeated id",
    [
      { id: "1", method: "GET", url: "/organization" },
      { id: "1", method: "GET", url: "/groups" },
    ],
  ],
  ["no requests", []],
])("a batch with %s is 400", async (_name, requests) => {
  expect((await batch(requests)).status).toBe(400);
});
