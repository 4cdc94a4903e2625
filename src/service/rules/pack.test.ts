import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type AlertStage, edge, entity, setAlertStage } from "../../../test/support/alert-stage.ts";
import type { Entity } from "../../graph/entity.ts";
import type { Relationship } from "../../graph/relationship.ts";
import { pack, packDefinition } from "./pack.ts";

let stage: AlertStage;

beforeAll(async () => {
  stage = await setAlertStage();
});

afterEach(async () => {
  await stage.clear();
});

afterAll(async () => {
  await stage.close();
});

interface Planted {
  readonly entities: readonly Entity[];
  readonly relationships?: readonly Relationship[];
}

const dayMs = 86_400_000;

const agent = (properties = {}): Entity =>
  entity("machine", "m", { managed: true, osPlatform: "Windows11", ...properties });
const device = (properties = {}): Entity =>
  entity("endpoint", "d", { managed: true, ...properties });
const cve = (properties = {}): Entity =>
  entity("vulnerability", "CVE-1", { severity: "Critical", publicExploit: true, ...properties });
const account = (properties = {}): Entity =>
  entity("logonUser", "acme\\ada", { accountKind: "domain", ...properties });
const user = (id = "u", properties = {}): Entity =>
  entity("user", id, { active: true, ...properties });
const person = (properties = {}): Entity =>
  entity("person", "ada@acme.example", { active: true, ...properties });
const group = entity("group", "admins", { isAssignableToRole: true });

/** Ada's device, with its agent and a weakness. */
function adas(weakness: Entity): Planted {
  const [machine, endpoint, ada] = [agent(), device(), person()];
  return {
    entities: [machine, endpoint, ada, weakness],
    relationships: [
      edge("personOwnsEndpoint", [ada, endpoint]),
      edge("machineManagesEndpoint", [machine, endpoint]),
      edge("machineIdentifiedVulnerability", [machine, weakness]),
    ],
  };
}

function logon(of: { readonly user?: Entity; readonly evidence?: object }): Planted {
  const [machine, ada] = [agent(), account()];
  const seen = edge("machineHasLogonUser", [machine, ada], {
    current: true,
    logonTypes: ["Interactive"],
    ...of.evidence,
  });
  if (of.user === undefined) return { entities: [machine, ada], relationships: [seen] };
  const is = edge("logonUserIsUser", [ada, of.user]);
  return { entities: [machine, ada, of.user], relationships: [seen, is] };
}

function twoUsers(main: boolean): Planted {
  const [ada, first, second] = [person(), user("u1", { active: main }), user("u2")];
  return {
    entities: [ada, first, second],
    relationships: [
      edge("personIsUser", [ada, first], { method: "primary" }),
      edge("personIsUser", [ada, second], { method: "employeeId" }),
    ],
  };
}

function owned(endpoint: Entity, owner: Entity | null): Planted {
  if (owner === null) return { entities: [endpoint] };
  return {
    entities: [endpoint, owner],
    relationships: [edge("personOwnsEndpoint", [owner, endpoint])],
  };
}

function exposing(machines: number): Planted {
  const weakness = cve();
  const some = Array.from({ length: machines }, (_, at) => entity("machine", `m${at}`));
  const edges = some.map((one) => edge("machineIdentifiedVulnerability", [one, weakness]));
  return { entities: [weakness, ...some], relationships: edges };
}

const only = (...entities: readonly Entity[]): Planted => ({ entities });

/** For each rule what makes it fire, and what, close by, does not. */
const cases: Readonly<
  Record<string, { readonly fires: () => Planted; readonly clears: () => Planted }>
> = {
  "critical-exploit-on-employee-device": {
    fires: () => adas(cve()),
    clears: () => adas(cve({ publicExploit: false })),
  },
  "known-exploited": {
    fires: () =>
      only(cve({ exploitUris: ["https://www.cisa.gov/known-exploited-vulnerabilities-catalog"] })),
    clears: () =>
      only(cve({ exploitUris: ["https://www.exploit-db.com/exploits/1"], exploitInKit: false })),
  },
  "critical-weakness-new": {
    fires: () => only(cve()),
    clears: () => only(cve({ severity: "High" })),
  },
  "weakness-spread": { fires: () => exposing(100), clears: () => exposing(99) },
  "exposure-rose": {
    fires: () => only(agent({ exposureLevel: "High" })),
    clears: () => only(agent({ exposureLevel: "Medium" })),
  },
  "risk-rose": {
    fires: () => only(agent({ riskScore: "High" })),
    clears: () => only(agent({ riskScore: "Low" })),
  },
  "device-silent": {
    fires: () => only(device({ lastSeenOn: stage.clock.now() - 8 * dayMs })),
    clears: () => only(device({ lastSeenOn: stage.clock.now() - 6 * dayMs })),
  },
  "sensor-impaired": {
    fires: () => only(agent({ healthStatus: "NoSensorData" })),
    clears: () => only(agent({ healthStatus: "Active" })),
  },
  "antivirus-off": {
    fires: () => only(agent({ avMode: "Disabled" })),
    clears: () => only(agent({ avMode: "Active" })),
  },
  "antivirus-outdated": {
    fires: () => only(agent({ avSignatureUpToDate: false })),
    clears: () => only(agent({ avSignatureUpToDate: true })),
  },
  "not-onboarded": {
    fires: () => only(device({ managed: false, onboardingStatus: "CanBeOnboarded" })),
    clears: () => only(device({ onboardingStatus: "Onboarded" })),
  },
  "machine-excluded": {
    fires: () => only(agent({ isExcluded: true })),
    clears: () => only(agent({ isExcluded: false })),
  },
  "leaver-logs-on": {
    fires: () => logon({ user: user("u", { active: false }) }),
    clears: () => logon({ user: user("u", { active: false }), evidence: { current: false } }),
  },
  "leaver-account-enabled": { fires: () => twoUsers(false), clears: () => twoUsers(true) },
  "leaver-owns-device": {
    fires: () => owned(device(), person({ active: false })),
    clears: () => owned(device(), person()),
  },
  "admin-on-workstation": {
    fires: () => logon({ evidence: { isDomainAdmin: true } }),
    clears: () => logon({ evidence: { isDomainAdmin: true, logonTypes: ["Network"] } }),
  },
  "account-unknown": { fires: () => logon({}), clears: () => logon({ user: user() }) },
  "role-group-member": {
    fires: () => ({
      entities: [group, user()],
      relationships: [edge("groupHasUser", [group, user()])],
    }),
    clears: () => only(group, user()),
  },
  "device-new": { fires: () => only(device()), clears: () => only() },
  "device-lost-owner": {
    fires: () => owned(device(), null),
    clears: () => owned(device(), person()),
  },
};

async function states(): Promise<readonly string[]> {
  return (await stage.alerts()).map(({ state }) => state);
}

async function enable(id: string, more: object = {}): Promise<void> {
  const rule = pack.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  await stage.addRule({ ...packDefinition(rule), ...more });
}

test("at least 15 rules ship, each with a case that fires and one that does not, or a test of its own", () => {
  const own = ["integration-blind", "secret-expiring"];
  expect(pack.length).toBeGreaterThanOrEqual(15);
  expect(pack.map(({ id }) => id).toSorted()).toEqual([...Object.keys(cases), ...own].toSorted());
});

test.each(Object.entries(cases))("%s fires once and clears", async (id, { fires, clears }) => {
  await enable(id);
  await stage.run({ entities: [] });
  expect(await states()).toEqual([]);
  await stage.run(fires());
  await stage.run(fires());
  expect(await states()).toEqual(["open"]);
  await stage.run(clears());
  expect(await states()).toEqual(["closed"]);
});

test("a device is new for a day", async () => {
  await enable("device-new");
  await stage.run({ entities: [] });
  await stage.run({ entities: [device()] });
  expect(await states()).toEqual(["open"]);
  await stage.clock.sleep(dayMs);
  await stage.run({ entities: [device()] });
  expect(await states()).toEqual(["closed"]);
});

test("parameters decide: a week of silence is no matter where a month is asked for", async () => {
  await enable("device-silent", { parameters: { days: 30 } });
  await stage.run(cases["device-silent"]?.fires() ?? { entities: [] });
  expect(await states()).toEqual([]);
});

test("the integration goes blind when a source is not read or deletions are held back, and sees again", async () => {
  await enable("integration-blind");
  await stage.run({ entities: [agent()] });
  expect(await states()).toEqual([]);
  const reason = "The app registration lacks Machine.Read.All.";
  await stage.run({ entities: [agent()] }, [{ step: "machines", status: "failed", reason }]);
  const [alert] = await stage.alerts();
  expect([alert?.state, alert?.evidence]).toEqual(["open", expect.stringContaining(reason)]);
  await stage.run({ entities: [agent()] });
  expect(await states()).toEqual(["closed"]);
  const many = Array.from({ length: 20 }, (_, at) => entity("machine", `x${at}`));
  await stage.run({ entities: many });
  await stage.run({ entities: [agent()] });
  expect(await states()).toEqual(["open", "closed"]);
});

test("a secret is told to expire before it does, by its date, and when Microsoft says that it has", async () => {
  const { database, instance } = stage.store;
  const expires = (on: number | null) =>
    database.run(
      `insert into instance_setting (instance_id, description, polling, enabled, cloud, hosts, client_id, credential,
         sources, tag_account_name, tags, secret_expires_on, rate_factor, changed_on)
       values (?, '', 'ONE_DAY', true, 'commercial', '{}', 'c', 'secret', '[]', false, '{}', ?, 1, 1)
       on conflict (instance_id) do update set secret_expires_on = excluded.secret_expires_on`,
      [instance.id, on],
    );
  await enable("secret-expiring");
  await expires(stage.clock.now() + 20 * dayMs);
  await stage.run({ entities: [] });
  expect(await states()).toEqual([]);
  await stage.clock.sleep(7 * dayMs);
  await stage.run({ entities: [] });
  expect(await states()).toEqual(["open"]);
  await expires(stage.clock.now() + 365 * dayMs);
  await stage.run({ entities: [] });
  expect(await states()).toEqual(["closed"]);
  const reason = "Cannot sign in: the client secret of app x has expired. Create a new one.";
  await stage.run({ entities: [] }, [{ step: "users", status: "failed", reason }]);
  expect(await states()).toEqual(["open", "closed"]);
  await database.run("delete from instance_setting");
});

test("docs/alerts.md tells every rule that ships, with its severity", () => {
  const page = readFileSync(new URL("../../../docs/alerts.md", import.meta.url), "utf8");
  for (const { id, name, severity } of pack)
    expect(page).toMatch(new RegExp(`\`${id}\` +\\| ${severity} .*\\| ${name}\\. `));
});
