import type { EpochMs } from "../base/clock.ts";
import { type Command, strong } from "./command.ts";
import type { Flag } from "./flag.ts";
import { type Given, misuse } from "./flags.ts";
import { momentOf } from "./moment.ts";
import type { RunningTenant, TenantShape, World } from "./world.ts";

/** The highest number of a TCP port. */
export const highestPort = 65_535;

/** The flags that size a simulated tenant. */
export const tenantShapeFlags: readonly Flag[] = [
  {
    name: "seed",
    value: "<n>",
    help: "the same seed gives the same tenant",
    otherwise: "1",
    most: Number.MAX_SAFE_INTEGER,
  },
  {
    name: "devices",
    value: "<n>",
    help: "devices that Defender knows",
    otherwise: "250",
    most: 1_000_000,
  },
  { name: "users", value: "<n>", help: "directory users", otherwise: "120", most: 1_000_000 },
  { name: "groups", value: "<n>", help: "directory groups", otherwise: "25", most: 1_000_000 },
  { name: "cves", value: "<n>", help: "CVEs of the catalogue", otherwise: "400", most: 1_000_000 },
  {
    name: "findings-per-device",
    value: "<n>",
    help: "export rows with a CVE per device, on average",
    otherwise: "30",
  },
  {
    name: "logons-per-device",
    value: "<n>",
    help: "accounts seen per device, on average",
    otherwise: "3",
  },
  {
    name: "first-day",
    value: "<day>",
    help: "the day that it begins on, such as 2026-11-02, for the same times each time; else it is as old as now",
  },
];

interface Bounds {
  readonly least: number;
  readonly most: number;
}

function within(given: Given, name: string, { least, most }: Bounds): number | undefined {
  const value = given.number(name);
  if (value === undefined || (value >= least && value <= most)) return value;
  throw misuse(`${given.origin(name)} wants ${least} to ${most}, not ${value}.`);
}

function firstDayOf(given: Given): EpochMs | undefined {
  const day = momentOf(given, "first-day");
  if (day === undefined || (day >= Date.UTC(2020, 0, 1) && day < Date.UTC(2100, 0, 1))) return day;
  throw misuse(`${given.origin("first-day")} wants a day from 2020 to 2099.`);
}

/** Reads the flags that size a simulated tenant. */
export function shapeOf(given: Given): TenantShape {
  const fields = {
    seed: given.number("seed"),
    devices: given.number("devices"),
    users: given.number("users"),
    groups: given.number("groups"),
    cves: given.number("cves"),
    findingsPerDevice: within(given, "findings-per-device", { least: 0, most: 100_000 }),
    logonsPerDevice: within(given, "logons-per-device", { least: 0, most: 100_000 }),
    firstDay: firstDayOf(given),
    speed: within(given, "speed", { least: 0.001, most: 1_000_000 }),
    port: given.number("port"),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** With this, no limit is left that a reader could meet. */
const unlimited = "1000000";

/** What `collect` has to be told of the tenant's limits, besides its addresses. */
export function rateFactorHint(limits: string, speed: string): string {
  const factor = limits === "off" ? unlimited : speed;
  return factor === "1" ? "" : ` --rate-factor ${factor}`;
}

function introduction(tenant: RunningTenant, world: World, factor: string): string {
  return [
    `${strong("A simulated tenant is running.", world)} Ctrl+C ends it.`,
    "",
    `  tenant      ${tenant.tenantId}`,
    `  client id   ${tenant.clientId}`,
    `  secret      ${tenant.clientSecret}`,
    `  control     ${tenant.controlUrl}  (evolve, faults, truth, statistics)`,
    "",
    "Read it from another terminal:",
    "",
    `  export DEFENDER_GRAPH_CLIENT_SECRET='${tenant.clientSecret}'`,
    `  defender-graph collect --tenant ${tenant.tenantId} --client-id ${tenant.clientId} \\`,
    `    --authority-url ${tenant.authorityUrl} --graph-url ${tenant.graphUrl} \\`,
    `    --defender-url ${tenant.defenderUrl} --defender-audience ${tenant.defenderAudience}${factor}`,
    "",
  ].join("\n");
}

function addressesOf(tenant: RunningTenant): object {
  const { tenantId, clientId, clientSecret, authorityUrl, graphUrl } = tenant;
  const { defenderUrl, defenderAudience, controlUrl } = tenant;
  return {
    tenantId,
    clientId,
    clientSecret,
    authorityUrl,
    graphUrl,
    defenderUrl,
    defenderAudience,
    controlUrl,
  };
}

/** Resolves when the user ends the program. */
export function untilInterrupted(world: World): Promise<void> {
  if (world.interrupted.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    world.interrupted.addEventListener("abort", () => resolve(), { once: true });
  });
}

function rolesOf(given: Given): readonly string[] {
  const names = (given.text("roles") ?? "").split(",").map((name) => name.trim());
  return names.filter((name) => name !== "");
}

/** `defender-graph sample-tenant` */
export const sampleTenant: Command = {
  name: "sample-tenant",
  summary: "Serve a simulated Microsoft tenant on this machine",
  about: `
A token endpoint, Microsoft Graph and Defender for Endpoint over HTTP on 127.0.0.1, with their paging, rate limits and
quirks, and a control address to let days pass, to inject faults and to read the exact truth.

  defender-graph sample-tenant --devices 1000 --users 600 --speed 60`,
  flags: [
    ...tenantShapeFlags,
    {
      name: "port",
      value: "<n>",
      help: "port to listen on; 0 takes a free one",
      otherwise: "0",
      most: highestPort,
    },
    {
      name: "speed",
      value: "<factor>",
      help: "run the clock of the rate limits this many times faster",
      otherwise: "1",
    },
    { name: "limits", value: "<which>", help: "documented or off", otherwise: "documented" },
    {
      name: "token-lifetime",
      value: "<seconds>",
      help: "how long a token lasts",
      otherwise: "3599",
    },
    {
      name: "sas-lifetime",
      value: "<seconds>",
      help: "how long a link to an export file lasts",
      otherwise: "3600",
    },
    {
      name: "roles",
      value: "<a,b,…>",
      help: "application permissions beyond the usual five, such as Alert.Read.All, or all",
    },
    { name: "json", help: "print one JSON object with the addresses" },
  ],
  async run(world, given) {
    const limits = given.text("limits");
    if (limits !== "documented" && limits !== "off")
      throw misuse(`${given.origin("limits")} is documented or off.`);
    const tenant = await world.startTenant({
      ...shapeOf(given),
      limits,
      roles: rolesOf(given),
      tokenLifetimeSeconds: within(given, "token-lifetime", { least: 1, most: 1_000_000 }) ?? 3_599,
      sasLifetimeSeconds: within(given, "sas-lifetime", { least: 0, most: 1_000_000 }) ?? 3_600,
    });
    await world.stdout.write(
      given.on("json")
        ? `${JSON.stringify(addressesOf(tenant))}\n`
        : introduction(tenant, world, rateFactorHint(limits, given.text("speed") ?? "1")),
    );
    await untilInterrupted(world);
    await tenant.close();
    return 0;
  },
};
