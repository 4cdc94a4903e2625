import type { EpochMs } from "../base/clock.ts";

/**
 * One row of the vulnerability export: a software version on a machine, with one CVE of it or none.
 * The same shape whichever source gave it (files, JSON pages, machinesVulnerabilities, per machine);
 * what a source does not tell is `null`. `microsoft-apis` §3.7.
 */
export interface Finding {
  readonly machineId: string;
  /** `null`: software without a known weakness. */
  readonly cveId: string | null;
  readonly softwareVendor: string | null;
  readonly softwareName: string | null;
  readonly softwareVersion: string | null;
  readonly cvssScore: number | null;
  readonly severity: string | null;
  readonly recommendedSecurityUpdate: string | null;
  readonly recommendedSecurityUpdateId: string | null;
  readonly recommendedSecurityUpdateUrl: string | null;
  readonly recommendationReference: string | null;
  readonly securityUpdateAvailable: boolean | null;
  readonly diskPaths: readonly string[];
  readonly registryPaths: readonly string[];
  readonly firstSeenOn: EpochMs | null;
  readonly lastSeenOn: EpochMs | null;
  /** NoExploit, ExploitIsPublic, ExploitIsVerified or ExploitIsInKit. */
  readonly exploitabilityLevel: string | null;
}
