import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { JsonObject } from "../base/json.ts";
import {
  allRows,
  askToken,
  defenderReader,
  goodForm,
  graphReader,
  ManualClock,
  type Reader,
  send,
  smallTenant,
} from "./fixture.ts";
import type { SampleTenant } from "./sample-tenant.ts";
import { textOf } from "./json-text.ts";

let tenant: SampleTenant;
let read: Reader;
const clock = new ManualClock();

beforeAll(async () => {
  tenant = await smallTenant({ clock, limits: "off" });
  read = await defenderReader(tenant);
});
afterAll(() => tenant.close());
beforeEach(() => tenant.setFaults({}));

/** The rows of the list: the sixth machine comes twice. */
function listed(): readonly JsonObject[] {
  const { machines } = tenant.world();
  return [...machines.slice(0, 6), ...machines.slice(5)];
}

test("a machine may come twice in the list", async () => {
  const ids = (await read("/api/machines")).value.map((machine) => machine["id"]);
  expect(ids).toHaveLength(tenant.world().machines.length + 1);
  expect(new Set(ids)).toEqual(new Set(tenant.world().machines.map((machine) => machine["id"])));
});

test("machines walk with $top and $skip, without a next link", async () => {
  const machines = listed();
  const first = await read("/api/machines?$top=10&$orderby=id");
  expect(first.value).toEqual(machines.slice(0, 10));
  expect(first.body).not.toHaveProperty("@odata.nextLink");
  expect(first.body["@odata.context"]).toMatch(/\$metadata#Machines$/);
  const last = await read(`/api/machines?$top=10&$skip=${machines.length - 3}`);
  expect(last.value).toEqual(machines.slice(-3));
  expect((await read(`/api/machines?$top=10&$skip=${machines.length}`)).value).toEqual([]);
  expect((await read("/api/machines?$top=10001")).status).toBe(400);
});

test("paths have no case, and v1.0 may stand in them", async () => {
  for (const path of ["/api/Machines", "/API/MACHINES", "/api/v1.0/machines"]) {
    expect((await read(path)).value).toHaveLength(listed().length);
  }
});

test("machines can be filtered and ordered by the documented properties", async () => {
  const onboarded = await read(`/api/machines?$filter=onboardingStatus eq 'Onboarded'`);
  expect(onboarded.value.every((machine) => machine["onboardingStatus"] === "Onboarded")).toBe(
    true,
  );
  const since = textOf(tenant.world().machines[0]?.["lastSeen"]);
  const recent = await read(
    `/api/machines?$filter=lastSeen ge ${since} and healthStatus eq 'Active'`,
  );
  expect(
    recent.value.every((row) => Date.parse(textOf(row["lastSeen"])) >= Date.parse(since)),
  ).toBe(true);
  const ordered = (await read("/api/machines?$orderby=lastSeen desc")).value.map((row) =>
    Date.parse(textOf(row["lastSeen"])),
  );
  expect(ordered).toEqual(ordered.toSorted((a, b) => b - a));
  expect((await read("/api/machines?$filter=firstSeen eq 1")).code).toBe("ODataError");
  expect((await read("/api/machines?$filter=nonsense")).code).toBe("ODataError");
});

test("machines can be filtered by a tag, and a time that is none is refused", async () => {
  const tag = textOf(
    tenant
      .world()
      .machines.flatMap((row) => JSON.parse(JSON.stringify(row["machineTags"])))
      .find((text) => text !== ""),
  );
  const { value } = await read(`/api/machines?$filter=machineTags/any(t: t eq '${tag}')`);
  expect(value.length).toBeGreaterThan(0);
  expect(value.every((row) => JSON.stringify(row["machineTags"]).includes(tag))).toBe(true);
  expect((await read("/api/machines?$filter=lastSeen gt yesterday")).code).toBe("ODataError");
  expect((await read(`/api/machines?$filter=machineTags eq '${tag}'`)).code).toBe("ODataError");
  const odd = await read("/api/machines?$filter=computerDnsName eq 'O''Brien and co'");
  expect([odd.status, odd.value]).toEqual([200, []]);
});

test("the catalogue can be filtered by severity", async () => {
  const { value, body } = await read("/api/vulnerabilities?$filter=severity eq 'High'");
  const high = tenant.world().catalogue.filter((row) => row["severity"] === "High");
  expect(value.map((row) => row["id"])).toEqual(high.map((row) => row["id"]));
  expect(body["@odata.count"]).toBe(high.length);
});

test("a machine that was merged into another is listed, but not found by its id", async () => {
  const merged = tenant.world().machines.find((row) => row["mergedIntoMachineId"] !== null);
  const id = textOf(merged?.["id"]);
  expect(id).not.toBe("");
  expect((await read(`/api/machines/${id}`)).code).toBe("ResourceNotFound");
});

test("a machine is found by id and by name, and not found with 404", async () => {
  const machine = tenant.world().machines.find((row) => row["computerDnsName"]);
  expect((await read(`/api/machines/${textOf(machine?.["id"])}`)).body).toMatchObject({
    id: machine?.["id"],
  });
  const byName = await read(`/api/machines/${textOf(machine?.["computerDnsName"])}`);
  expect(byName.body["computerDnsName"]).toBe(machine?.["computerDnsName"]);
  const unknown = await read(`/api/machines/${"0".repeat(40)}`);
  expect([unknown.status, unknown.code, unknown.message]).toEqual([
    404,
    "ResourceNotFound",
    `Machine ${"0".repeat(40)} was not found`,
  ]);
});

test("logon users are told per machine; an unknown machine is 404", async () => {
  for (const machine of tenant.world().machines.slice(0, 10)) {
    const id = textOf(machine["id"]);
    expect((await read(`/api/machines/${id}/logonusers`)).value).toEqual(
      tenant.world().logonUsersOf(id),
    );
  }
  expect((await read(`/api/machines/${"0".repeat(40)}/logonusers`)).status).toBe(404);
});

test("the catalogue has every weakness, 8,000 rows at most", async () => {
  const { value } = await read("/api/vulnerabilities?$top=8000");
  expect(value.map((row) => row["id"])).toEqual(tenant.world().catalogue.map((row) => row["id"]));
  expect((await read("/api/vulnerabilities?$top=8001")).status).toBe(400);
});

test("a machine's vulnerabilities are its distinct CVEs, each exposing one machine", async () => {
  const { machines } = tenant.world();
  const machine = machines.find((row) =>
    tenant
      .world()
      .findingsOf(textOf(row["id"]))
      .some((f) => f["cveId"]),
  );
  const id = textOf(machine?.["id"]);
  const { value } = await read(`/api/machines/${id}/vulnerabilities`);
  const cves = tenant
    .world()
    .findingsOf(id)
    .flatMap((row) => (row["cveId"] === null ? [] : [row["cveId"]]));
  expect(new Set(value.map((row) => row["id"]))).toEqual(new Set(cves));
  expect(value.every((row) => row["exposedMachines"] === 1)).toBe(true);
  expect(value[0]?.["@odata.type"]).toBe(
    "#microsoft.windowsDefenderATP.api.PublicVulnerabilityDto",
  );
});

test("machinesVulnerabilities tells every pair, by $skip or by next link", async () => {
  const total = tenant.world().machines.length;
  expect(total).toBeGreaterThan(0);
  const all = await allRows(read, "/api/vulnerabilities/machinesVulnerabilities");
  const cut = await read("/api/vulnerabilities/machinesVulnerabilities?$top=7&$skip=11");
  expect(cut.value).toEqual(all.slice(11, 18));
  expect(textOf(all[0]?.["id"]).split("-_-")[0]).toBe(all[0]?.["machineId"]);
});

test("antivirus states come twenty a page unless asked otherwise", async () => {
  const { antivirus } = tenant.world();
  const first = await read("/api/deviceavinfo");
  expect(first.value).toHaveLength(20);
  expect(await allRows(read, "/api/deviceavinfo")).toEqual(antivirus);
  expect(await allRows(read, "/api/deviceavinfo?pageSize=33")).toEqual(antivirus);
  expect((await read("/api/deviceavinfo?$top=10000&$skip=5")).value).toEqual(antivirus.slice(5));
});

test.each([
  ["/api/Software", "Software.Read.All"],
  ["/api/alerts", "Alert.Read.All"],
  ["/api/recommendations", "SecurityRecommendation.Read.All"],
  ["/api/exposureScore", "Score.Read.All"],
])("%s is 403 until %s is granted", async (path, role) => {
  const refused = await read(path);
  expect([refused.status, refused.code]).toEqual([403, "Forbidden"]);
  expect(refused.message).toMatch(
    new RegExp(
      `^Missing application roles\\. API required roles: ${role}.*, application roles: ` +
        `Machine\\.Read\\.All,User\\.Read\\.All,Vulnerability\\.Read\\.All\\.$`,
    ),
  );
  tenant.setFaults({ faults: [{ kind: "grantRole", role }] });
  expect((await read(path)).status).toBe(200);
});

test("a token for another audience is 403 with an empty role list", async () => {
  const trap = await askToken(tenant, goodForm(tenant, "https://api.security.microsoft.com"));
  const headers = { authorization: `Bearer ${textOf(trap.body["access_token"])}` };
  const answers = [
    await send(`${tenant.defenderUrl}/api/machines`, { headers }),
    await (await graphReader(tenant))(`${tenant.defenderUrl}/api/machines`),
  ];
  for (const answer of answers) {
    expect([answer.status, answer.code]).toEqual([403, "Forbidden"]);
    expect(answer.message).toBe(
      "Missing application roles. API required roles: Machine.Read.All,Machine.ReadWrite.All, application roles: .",
    );
  }
});

test("no token and an expired token are 401 with Defender's error body", async () => {
  const missing = await send(`${tenant.defenderUrl}/api/machines`);
  expect([missing.status, missing.code]).toEqual([401, "Unauthorized"]);
  expect(missing.body).toMatchObject({ error: { target: expect.any(String) } });
  const own = await smallTenant({ clock, tokenLifetimeSeconds: 60 });
  const reading = await defenderReader(own);
  expect((await reading("/api/machines")).status).toBe(200);
  await clock.sleep(60_000);
  expect((await reading("/api/machines")).status).toBe(401);
  await own.close();
  read = await defenderReader(tenant);
});

test("the body is raw deflate, gzip or plain, as the request accepts", async () => {
  const encodings = [
    ["gzip, deflate", "deflate"],
    ["gzip, deflate, br", "deflate"],
    ["gzip", "gzip"],
    ["gzip, deflate;q=0", "gzip"],
    ["identity", undefined],
    ["", undefined],
  ] as const;
  for (const [accepted, used] of encodings) {
    const answer = await read("/api/machines", { headers: { "accept-encoding": accepted } });
    expect(answer.headers["content-encoding"]).toBe(used);
    expect(answer.value).toHaveLength(listed().length);
  }
  const { headers } = await read("/api/machines");
  expect(headers["content-type"]).toBe(
    "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8",
  );
  expect(headers["odata-version"]).toBe("4.0");
});

test("fetch inflates the raw deflate by itself", async () => {
  const token = await askToken(tenant, goodForm(tenant, tenant.defenderAudience));
  const answer = await fetch(`${tenant.defenderUrl}/api/machines`, {
    headers: { authorization: `Bearer ${textOf(token.body["access_token"])}` },
  });
  expect(answer.headers.get("content-encoding")).toBe("deflate");
  const body: { value: unknown[] } = JSON.parse(await answer.text());
  expect(body.value).toHaveLength(listed().length);
});
