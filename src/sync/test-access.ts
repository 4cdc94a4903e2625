import type { Clock } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import { type Api, apiNames } from "../microsoft/call.ts";
import { hostsOf } from "../microsoft/cloud.ts";
import { probeCalls, type ProbeName } from "../microsoft/probe.ts";
import { openTenant, type Tenant } from "../microsoft/tenant.ts";
import type { TenantAccess } from "./collect.ts";
import type { DataSource, OptionalSource } from "./source.ts";

/** How a data source stands: can it be read, and if not, why. */
export interface SourceAccess {
  /** `account` is read always: it is no source that can be switched off. */
  readonly source: DataSource | "account";
  /**
   * `missing`: a permission is not granted. `unavailable`: the tenant has no such data. `failed`: it could not be found out.
   */
  readonly state: "granted" | "missing" | "unavailable" | "failed";
  readonly permission: string;
  /** The API that has the permission, as the portal calls it. */
  readonly api: string;
  /** What will be absent without it. */
  readonly without: string;
  /** What was found, in words; `null` when all is well. */
  readonly problem: string | null;
  readonly code: string | null;
  readonly howToGrant: string | null;
  /** Read where the permission is there, and nothing is wrong without it. */
  readonly isOptional: boolean;
}

interface Tested {
  readonly source: SourceAccess["source"];
  readonly probe: ProbeName;
  readonly without: string;
}

const tested: readonly Tested[] = [
  { source: "account", probe: "organization", without: "the organisation's name and domains" },
  { source: "users", probe: "users", without: "users, their managers and employees" },
  { source: "groups", probe: "groups", without: "groups and who belongs to them" },
  { source: "machines", probe: "machines", without: "devices, agents and all that hangs on them" },
  { source: "devices", probe: "devices", without: "who owns which device" },
  { source: "logon_users", probe: "logonUsers", without: "who logs on to which device" },
  { source: "vulnerabilities", probe: "vulnerabilities", without: "findings and CVEs" },
  {
    source: "software",
    probe: "vulnerabilities",
    without: "software and the weaknesses it brings",
  },
];

interface Optional {
  readonly source: OptionalSource;
  readonly api: Api;
  readonly role: string;
  readonly without: string;
}

/** Told by the permissions in the token: no call is spent on what nobody may have asked for. */
const optional: readonly Optional[] = [
  { source: "alerts", api: "defender", role: "Alert.Read.All", without: "Defender's alerts" },
  {
    source: "software_inventory",
    api: "defender",
    role: "Software.Read.All",
    without: "software without weaknesses",
  },
  {
    source: "browser_extensions",
    api: "defender",
    role: "Software.Read.All",
    without: "browser extensions",
  },
  {
    source: "missing_updates",
    api: "defender",
    role: "Software.Read.All",
    without: "updates that devices lack",
  },
  {
    source: "recommendations",
    api: "defender",
    role: "SecurityRecommendation.Read.All",
    without: "security recommendations",
  },
  { source: "scores", api: "defender", role: "Score.Read.All", without: "scores" },
  {
    source: "secure_configurations",
    api: "defender",
    role: "Vulnerability.Read.All",
    without: "how devices are configured",
  },
  {
    source: "certificates",
    api: "defender",
    role: "Vulnerability.Read.All",
    without: "certificates on devices",
  },
  {
    source: "machine_actions",
    api: "defender",
    role: "Machine.Read.All",
    without: "what was done to devices",
  },
  {
    source: "hunting",
    api: "graph",
    role: "ThreatHunting.Read.All",
    without: "logon users by a few questions in place of a call a device",
  },
];

const unavailableCodes = new Set([
  "defender_inactive",
  "feature_disabled",
  "service_absent",
  "not_found",
]);

// A test must end while somebody looks at it; a run has more patience.
const patience = { attempts: 2, deadlineMs: 20_000 };

/** What testing needs of the world. */
export interface TestWorld {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

function howToGrant(api: string, permission: string): string {
  const where = api === "Microsoft Graph" ? api : `APIs my organization uses > ${api}`;
  return `App registration > API permissions > Add a permission > ${where} > Application permissions > ${permission}, then Grant admin consent. It can take a few minutes to count.`;
}

function accessOf({ source, probe, without }: Tested, failure: Failure | null): SourceAccess {
  const { api, permission } = probeCalls[probe];
  const facts = { source, permission, api: apiNames[api], without, isOptional: false };
  if (failure === null)
    return { ...facts, state: "granted", problem: null, code: null, howToGrant: null };
  const { code, message: problem } = failure;
  if (code === "permission_missing" || code === "consent_missing") {
    const how = howToGrant(apiNames[api], permission);
    return { ...facts, state: "missing", problem, code, howToGrant: how };
  }
  const state = unavailableCodes.has(code) ? "unavailable" : "failed";
  return { ...facts, state, problem, code, howToGrant: null };
}

function optionalAccess(
  { source, api, role, without }: Optional,
  isGranted: boolean,
): SourceAccess {
  const name = apiNames[api];
  return {
    source,
    state: isGranted ? "granted" : "missing",
    permission: role,
    api: name,
    without,
    problem: isGranted ? null : `The app registration lacks ${role} (${name}), which is optional.`,
    code: isGranted ? null : "permission_missing",
    howToGrant: isGranted ? null : howToGrant(name, role),
    isOptional: true,
  };
}

/** The optional sources of an API; none where no token came, or its permissions cannot be read. */
async function optionalOf(tenant: Tenant, api: Optional["api"]): Promise<readonly SourceAccess[]> {
  const roles = await rolesOf(tenant, api);
  if (roles === null) return [];
  const asked = optional.filter((one) => one.api === api);
  return asked.map((one) => optionalAccess(one, roles.includes(one.role)));
}

async function rolesOf(tenant: Tenant, api: Optional["api"]): Promise<readonly string[] | null> {
  try {
    return await tenant.roles(api);
  } catch (failure) {
    if (failure instanceof Failure) return null;
    throw failure;
  }
}

async function failureOf(work: Promise<unknown>): Promise<Failure | null> {
  try {
    await work;
    return null;
  } catch (failure) {
    if (failure instanceof Failure) return failure;
    throw failure;
  }
}

/** Asked for a machine that is not there, an API that lets us in says so. */
const letsIn = new Set(["not_found", "bad_request"]);

async function probeAll(tenant: Tenant): Promise<ReadonlyMap<ProbeName, Failure | null>> {
  const failures = new Map<ProbeName, Failure | null>();
  let machineId: string | undefined;
  const machines = tenant.probe("machines").then((id) => {
    machineId = id ?? undefined;
  });
  const alone: readonly ProbeName[] = [
    "organization",
    "users",
    "groups",
    "devices",
    "vulnerabilities",
  ];
  await Promise.all([
    ...alone.map(async (name) => failures.set(name, await failureOf(tenant.probe(name)))),
    failureOf(machines).then((failure) => failures.set("machines", failure)),
  ]);
  const logons = await failureOf(tenant.probe("logonUsers", { machineId }));
  failures.set("logonUsers", logons !== null && letsIn.has(logons.code) ? null : logons);
  return failures;
}

/** Asks for each permission on its own, with one cheap call. Throws `invalid_url` and the like for wrong addresses. */
export async function testAccess(
  access: TenantAccess,
  world: TestWorld,
): Promise<readonly SourceAccess[]> {
  const { clientId, credential, rateFactor } = access;
  const tenant = openTenant({
    ...world,
    hosts: hostsOf(access.cloud, access.hosts),
    tenantId: access.tenant,
    clientId,
    credential,
    rateFactor,
    patience,
  });
  try {
    const failures = await probeAll(tenant);
    const needed = tested.map((one) => accessOf(one, failures.get(one.probe) ?? null));
    return [
      ...needed,
      ...(await optionalOf(tenant, "graph")),
      ...(await optionalOf(tenant, "defender")),
    ];
  } finally {
    await tenant.close();
  }
}
