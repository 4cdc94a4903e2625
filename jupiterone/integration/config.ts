import { IntegrationValidationError } from "@jupiterone/integration-sdk-core";
import { type Cloud, hostsOf, type HostOverrides } from "../../src/microsoft/cloud.ts";

/** What the integration's instance is configured with; the CLI reads it from the environment (`CLIENT_ID` …). */
export interface Config {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Directory (tenant) id. */
  readonly tenant: string;
  readonly cloud?: string;
  readonly authorityUrl?: string;
  readonly graphUrl?: string;
  readonly defenderUrl?: string;
  readonly defenderAudience?: string;
  /** Microsoft's documented limits are multiplied by this; for a simulated tenant. */
  readonly rateFactor?: string;
}

/** The fields as JupiterOne's SDK wants them told. */
export const instanceConfigFields = {
  clientId: { type: "string" },
  clientSecret: { type: "string", mask: true },
  tenant: { type: "string" },
  cloud: { type: "string", optional: true },
  authorityUrl: { type: "string", optional: true },
  graphUrl: { type: "string", optional: true },
  defenderUrl: { type: "string", optional: true },
  defenderAudience: { type: "string", optional: true },
  rateFactor: { type: "string", optional: true },
} as const;

const clouds: readonly Cloud[] = ["commercial", "gcc", "gcc-high", "dod", "china"];

/** The addresses that a configuration means. */
export function hostsIn(config: Config): ReturnType<typeof hostsOf> {
  const cloud = clouds.find((one) => one === (config.cloud ?? "commercial"));
  if (cloud === undefined)
    throw new IntegrationValidationError(`cloud is one of ${clouds.join(", ")}`);
  const given = {
    authority: config.authorityUrl,
    graph: config.graphUrl,
    defender: config.defenderUrl,
    defenderAudience: config.defenderAudience,
  };
  const overrides: HostOverrides = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== ""),
  );
  return hostsOf(cloud, overrides);
}

/** Throws an `IntegrationValidationError` that names what is missing. */
export function validate(config: Config): void {
  for (const name of ["clientId", "clientSecret", "tenant"] as const)
    if (!config[name]) throw new IntegrationValidationError(`${name} is missing`);
  hostsIn(config);
}
