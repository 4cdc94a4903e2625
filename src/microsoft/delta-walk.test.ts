import { afterEach, beforeEach, expect, test } from "vitest";
import {
  collect,
  type Provider,
  rejection,
  startProvider,
  tenantAt,
} from "../../test/support/provider.ts";

let provider: Provider;
beforeEach(async () => {
  provider = await startProvider();
});
afterEach(() => provider.close());

const users = "/v1.0/users/delta";
const groups = "/v1.0/groups/delta";
const changes = "/api/machines/SoftwareVulnerabilityChangesByMachine";

const end = (token: string, path = users) => ({
  "@odata.deltaLink": `https://graph.example${path}?$deltatoken=${token}`,
});

async function userChanges(from: string | null = `${users}?$deltatoken=a`) {
  const places: string[] = [];
  const keep = (place: string): void => void places.push(place);
  const { items } = await collect(tenantAt(provider).userChanges({ from, keep }));
  return { items, places };
}

test("the present moment is asked for with all fields, and its place is kept", async () => {
  provider.script(users, [{ json: { value: [], ...end("b") } }]);
  expect(await userChanges(null)).toEqual({ items: [], places: [`${users}?$deltatoken=b`] });
  const [asked] = provider.to(users);
  expect(asked?.query.get("$deltatoken")).toBe("latest");
  expect(asked?.query.get("$select")).toMatch(/accountEnabled.*,manager$/);
});

test("an empty end of changes is believed at once", async () => {
  provider.script(users, [
    { json: { value: [], "@odata.nextLink": `https://graph.example${users}?$skiptoken=x` } },
    { json: { value: [], ...end("c") } },
  ]);
  expect((await userChanges()).places).toEqual([`${users}?$deltatoken=c`]);
  expect(provider.to(users)).toHaveLength(2);
});

test("a changed user tells its manager or that it has none, or leaves it as it was", async () => {
  const manager = (...entries: readonly object[]) => ({ "manager@delta": entries });
  const rows = [
    { id: "1", displayName: "Ada", ...manager({ id: "m" }) },
    { id: "2", ...manager({ id: "m", "@removed": { reason: "deleted" } }) },
    { id: "3", ...manager({ id: "m", "@removed": { reason: "deleted" } }, { id: "n" }) },
    { id: "4", department: "Research" },
    { id: "5", "@removed": { reason: "changed" } },
  ];
  provider.script(users, [{ json: { value: rows, ...end("b") } }]);
  const { items } = await userChanges();
  expect(
    items.map((one) =>
      one.kind === "removed" ? [one.id] : [one.user.id, one.user.managerId, one.tellsManager],
    ),
  ).toEqual([["1", "m", true], ["2", null, true], ["3", "n", true], ["4", null, false], ["5"]]);
  expect(items[0]).toMatchObject({
    user: { raw: { id: "1", displayName: "Ada", manager: { id: "m" } } },
  });
});

test("a walk of changes that does not tell where to go on from is not whole", async () => {
  provider.script(users, [{ json: { value: [{ id: "1" }] } }]);
  expect(await rejection(userChanges())).toMatchObject({
    code: "incomplete_walk",
    reason: "no_delta_link",
  });
});

test.each([
  { status: 410, json: { error: { code: "Gone", message: "" } } },
  { status: 400, json: { error: { code: "syncStateNotFound", message: "" } } },
  { status: 410, json: { error: { code: "resyncRequired", message: "" } } },
])("a place that Graph forgot is told as such: $status $json.error.code", async (answer) => {
  provider.script(users, [answer]);
  expect(await rejection(userChanges())).toMatchObject({ code: "sync_state_lost" });
});

test("a group that reappears for its members alone keeps what it is", async () => {
  const member = (id: string, further = {}) => ({
    "@odata.type": "#microsoft.graph.user",
    id,
    ...further,
  });
  const rows = [
    { id: "g", displayName: "All", "members@delta": [member("1")] },
    { id: "g", "members@delta": [member("2", { "@removed": { reason: "deleted" } })] },
    { id: "h", "@removed": { reason: "deleted" } },
  ];
  provider.script(groups, [{ json: { value: rows, ...end("b", groups) } }]);
  const keep = (): void => {};
  const listing = tenantAt(provider).groupChanges({ from: `${groups}?$deltatoken=a`, keep });
  const { items } = await collect(listing);
  expect(items).toMatchObject([
    { id: "g", group: { displayName: "All" }, members: [{ id: "1", isGone: false }] },
    { id: "g", group: null, members: [{ id: "2", kind: "user", isGone: true }] },
    { kind: "removed", id: "h" },
  ]);
});

test("changes of findings are followed over the name that their links have", async () => {
  const row = { deviceId: "m", cveId: "CVE-2024-1", eventTimestamp: "2026-11-02T05:00:00Z" };
  const next = "https://other.example/api/machines/SoftwareVulnerabilitiesTimeline?$skiptoken=x";
  provider.script(changes, [
    { json: { value: [{ ...row, status: "New" }], "@odata.nextLink": next } },
  ]);
  provider.script("/api/machines/SoftwareVulnerabilitiesTimeline", [
    { json: { value: [{ ...row, status: "Fixed" }] } },
  ]);
  const since = Date.UTC(2026, 10, 1);
  const { items } = await collect(tenantAt(provider).findingChanges(since));
  expect(items.map(({ isFixed }) => isFixed)).toEqual([false, true]);
  expect(provider.to(changes)[0]?.query.get("sinceTime")).toBe("2026-11-01T00:00:00.000Z");
});

test.each([{ status: "Vanished" }, { eventTimestamp: null }, { deviceId: null }])(
  "a change that does not say what became of what, and when, leaves the walk incomplete: %o",
  async (fault) => {
    const row = { deviceId: "m", status: "New", eventTimestamp: "2026-11-02T05:00:00Z", ...fault };
    provider.script(changes, [{ json: { value: [row] } }]);
    expect(await rejection(collect(tenantAt(provider).findingChanges(0)))).toMatchObject({
      reason: "rejected_records",
    });
  },
);
