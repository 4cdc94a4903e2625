import { expect, test } from "vitest";
import {
  type Answer,
  defenderReader,
  graphReader,
  ManualClock,
  type Reader,
  smallTenant,
} from "./fixture.ts";
import { graphUnits, Limits, rateOf } from "./limits.ts";

async function times(count: number, call: () => Promise<Answer>): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < count; at += 1) {
    answers.push(await call());
  }
  return answers;
}

const id = (index: number): string => String(index).padStart(40, "0");

test.each([
  ["/api/machines?$top=1", 100],
  ["/api/deviceavinfo", 30],
  [`/api/machines/${id(1)}/logonusers`, 100],
  [`/api/machines/${id(1)}/vulnerabilities`, 50],
  ["/api/vulnerabilities?$top=1", 50],
  ["/api/machines/SoftwareVulnerabilitiesByMachine?$top=1", 30],
  ["/api/machines/SoftwareVulnerabilityChangesByMachine?sinceTime=2026-11-02T00:00:00Z", 30],
  ["/api/machines/SoftwareVulnerabilitiesExport", 5],
])("%s allows %i calls a minute, then 429 with whole seconds to wait", async (path, allowed) => {
  const clock = new ManualClock();
  const tenant = await smallTenant({ clock, devices: 5, users: 5, groups: 2 });
  const read = await defenderReader(tenant);
  const answers = await times(allowed, () => read(path));
  expect(answers.every((answer) => answer.status !== 429)).toBe(true);
  await clock.sleep(20_500);
  const refused = await read(path);
  expect([refused.status, refused.code]).toEqual([429, "TooManyRequests"]);
  expect(refused.headers["retry-after"]).toBe("40");
  await clock.sleep(40_000);
  expect((await read(path)).status).not.toBe(429);
  await tenant.close();
});

test("the hour has a limit of its own", () => {
  const clock = new ManualClock();
  const limits = new Limits({ documented: true, now: () => clock.now(), speed: 1 });
  for (let call = 0; call < 20; call += 1) {
    expect(limits.defender("defender.findingExport")).toBeUndefined();
    void clock.sleep(60_000);
  }
  expect(limits.defender("defender.findingExport")).toBe(40 * 60);
  expect(rateOf("defender.machines")).toEqual({ minute: 100, hour: 1_500 });
});

test("speed makes a minute of the limits shorter", async () => {
  const clock = new ManualClock();
  const tenant = await smallTenant({ clock, devices: 5, speed: 60 });
  const read = await defenderReader(tenant);
  const answers = await times(31, () => read("/api/deviceavinfo"));
  expect(answers.at(-1)?.status).toBe(429);
  expect(answers.at(-1)?.headers["retry-after"]).toBe("1");
  await clock.sleep(1_000);
  expect((await read("/api/deviceavinfo")).status).toBe(200);
  await tenant.close();
});

test("limits can be switched off", async () => {
  const tenant = await smallTenant({ devices: 5, limits: "off" });
  const read = await defenderReader(tenant);
  const answers = await times(40, () => read("/api/deviceavinfo"));
  expect(answers.every((answer) => answer.status === 200)).toBe(true);
  await tenant.close();
});

test("what an endpoint spent does not narrow another", async () => {
  const tenant = await smallTenant({ devices: 5 });
  const read = await defenderReader(tenant);
  const answers = await times(31, () => read("/api/deviceavinfo"));
  expect(answers.at(-1)?.status).toBe(429);
  expect((await read("/api/machines")).status).toBe(200);
  await tenant.close();
});

test("Graph's budget depends on the number of users", () => {
  expect([10, 50, 500, 501].map((users) => graphUnits(users))).toEqual([
    3_500, 5_000, 5_000, 8_000,
  ]);
});

test("Graph refuses beyond its resource units, with a fraction of a second to wait", async () => {
  const clock = new ManualClock();
  const tenant = await smallTenant({ clock, users: 10, groups: 3 });
  const read = await graphReader(tenant);
  const request = { method: "GET", url: "/users?$expand=manager($select=id)" };
  const requests = Array.from({ length: 20 }, (_, at) => ({ id: String(at), ...request }));
  // Three units each: two for the users and one for the expand; 60 a batch.
  const batch = (): Promise<Answer> =>
    read("/v1.0/$batch", { method: "POST", body: JSON.stringify({ requests }) });
  const spent = await times(58, batch);
  expect(spent.every((answer) => !answer.text.includes(`"status":429`))).toBe(true);
  await clock.sleep(7_872);
  const last = await batch();
  expect(last.text).toContain(`"Retry-After":"2.128"`);
  const alone = await read("/v1.0/users?$select=id&$expand=manager($select=id)");
  expect(Number(alone.headers["x-ms-throttle-limit-percentage"])).toBeGreaterThanOrEqual(0.8);
  await clock.sleep(2_128);
  expect((await batch()).text).not.toContain(`"status":429`);
  await tenant.close();
});

test.each([
  ["/v1.0/users", "2"],
  ["/v1.0/users?$select=id", "1"],
  ["/v1.0/users?$select=id&$expand=manager($select=id)", "2"],
  ["/v1.0/groups", "1"],
  ["/v1.0/devices?$expand=registeredOwners($select=id)", "2"],
])("%s costs %s units", async (path, units) => {
  const tenant = await smallTenant({ devices: 5, users: 5, groups: 2 });
  const read: Reader = await graphReader(tenant);
  expect((await read(path)).headers["x-ms-resource-unit"]).toBe(units);
  await tenant.close();
});
