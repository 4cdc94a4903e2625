import type { JsonObject } from "../../base/json.ts";
import type { Device } from "./device.ts";
import { rbacGroupOn } from "./device-day.ts";
import { type Finding, fixOf, placesOf } from "./finding.ts";
import type { Software } from "./software.ts";
import { spaced } from "./times.ts";
import { exploitLevels, severities } from "./weakness.ts";

/** The provider's id of a row. Its parts contain underscores themselves, so nobody can take it apart. */
export function findingId({ device, release, weakness }: Finding): string {
  const { vendor, name } = release.product;
  return `${device.id}_${vendor ?? ""}_${name}_${release.version}_${weakness?.id ?? ""}`;
}

/** A row of the vulnerability export as its JSON pages show it. */
export function findingRecord(software: Software, finding: Finding): JsonObject {
  const { device, release, weakness } = finding;
  const { vendor, name } = release.product;
  const places = placesOf(software, finding);
  const fix = fixOf(finding);
  return {
    id: findingId(finding),
    deviceId: device.id,
    ...deviceColumns(software, device),
    softwareVendor: vendor,
    softwareName: name,
    softwareVersion: release.version,
    cveId: weakness?.id ?? null,
    cvssScore: weakness === undefined ? null : finding.cvss,
    vulnerabilitySeverityLevel:
      weakness === undefined ? null : (severities[finding.severity] ?? null),
    recommendedSecurityUpdate: fix.name,
    recommendedSecurityUpdateId: fix.id,
    recommendedSecurityUpdateUrl: fix.url,
    diskPaths: places.disk,
    registryPaths: places.registry,
    lastSeenTimestamp: spaced(finding.last, 0),
    firstSeenTimestamp: spaced(finding.first, device.index % 3 === 0 ? 7 : 0),
    exploitabilityLevel: exploitLevels[finding.exploit] ?? null,
    recommendationReference: `va-_-${vendor ?? ""}-_-${name}`,
    securityUpdateAvailable: fix.available,
    cveBatchTitle: null,
    cveBatchUrl: null,
    isOnboarded: true,
  };
}

function deviceColumns({ tenant, day }: Software, device: Device): JsonObject {
  const group = rbacGroupOn(tenant, device, day);
  return {
    rbacGroupId: group.id,
    rbacGroupName: group.name ?? "Unassigned",
    deviceName: device.dnsName,
    osPlatform: device.system.exportPlatform,
    osVersion:
      device.system.build === null ? device.system.version : `10.0.${device.system.build}.1`,
    osArchitecture: "x64",
  };
}

/** The milliseconds that a reader gets from a row's first and last sighting: some rows have none. */
export function sightedAt(finding: Finding): { first: number; last: number } {
  const first =
    finding.device.index % 3 === 0 ? finding.first : Math.floor(finding.first / 1000) * 1000;
  return { first, last: Math.floor(finding.last / 1000) * 1000 };
}
