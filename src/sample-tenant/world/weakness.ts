import { bornOn } from "./population.ts";
import { between, share } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import { DAY, morning } from "./times.ts";

/** Severities from the mildest; a weakness carries the position. */
export const severities = ["Low", "Medium", "High", "Critical"] as const;

/** Exploitability from the mildest; a weakness carries the position. */
export const exploitLevels = [
  "NoExploit",
  "ExploitIsPublic",
  "ExploitIsVerified",
  "ExploitIsInKit",
] as const;

/** A weakness of the world, a CVE mostly. */
export interface Weakness {
  readonly index: number;
  readonly id: string;
  /** Whether the id is that of a CVE. */
  readonly isCve: boolean;
  /** Position in `severities`. */
  readonly severity: number;
  readonly cvss: number | null;
  /** The first day on which it is known; 0 for those of the first day. */
  readonly born: number;
  readonly published: number;
}

/** Every 40th is critical and in an exploit kit. */
const DREADED_EVERY = 40;

/** The weakness at a position. */
export function weaknessAt(tenant: Tenant, index: number): Weakness {
  const severity = severityAt(tenant, index);
  const born = bornOn(tenant.weaknesses, index);
  const age = born > 0 ? 2 : between(tenant.roll("cve-age", index), 20, 2200);
  const published = morning(tenant, born) - age * DAY - 6 * 3_600_000;
  const isCve = index % DREADED_EVERY === 0 || tenant.roll("cve-shape", index) > 0.02;
  const year = new Date(published).getUTCFullYear();
  const number = String(index + 1).padStart(4, "0");
  return {
    index,
    id: isCve
      ? `CVE-${year}-${10_000 + index * 3 + Math.floor(tenant.roll("cve-id", index) * 3)}`
      : `TVM-${year}-${number}`,
    isCve,
    severity,
    cvss: !isCve && index % 2 === 0 ? null : cvssOf(severity, tenant.roll("cvss", index)),
    born,
    published,
  };
}

function severityAt(tenant: Tenant, index: number): number {
  if (index % DREADED_EVERY === 0) return 3;
  return share(tenant.roll("severity", index), [
    [0.1, 0],
    [0.42, 1],
    [0.38, 2],
    [0.1, 3],
  ]);
}

const CVSS: readonly (readonly [number, number])[] = [
  [19, 39],
  [40, 69],
  [70, 89],
  [90, 98],
];

/** One decimal; whole for some. */
function cvssOf(severity: number, roll: number): number {
  const [low, high] = CVSS[severity] ?? [19, 39];
  return between(roll, low, high) / 10;
}

/** Position in `exploitLevels` on a day: for some an exploit appears later, or a better one. */
export function exploitOn(tenant: Tenant, index: number, day: number): number {
  if (index % DREADED_EVERY === 0) return 3;
  const level = share(tenant.roll("exploit", index), [
    [0.74, 0],
    [0.15, 1],
    [0.07, 2],
    [0.04, 3],
  ]);
  return raisedOn(tenant, index) <= day ? Math.min(level + 1, 3) : level;
}

function raisedOn(tenant: Tenant, index: number): number {
  const raised = tenant.roll("exploit-raised", index) < 0.3;
  return raised ? 1 + Math.floor(tenant.roll("exploit-day", index) * 150) : Infinity;
}

/** Whether the catalogue does not describe the weakness on a day: some new ones follow a day late, a few never do. */
export function isUncatalogued(weakness: Weakness, day: number): boolean {
  if (weakness.born > 0 && weakness.index % 5 === 0) return day <= weakness.born;
  return weakness.index % 401 === 7;
}

/** Severity and score that a product which merely contains the weak code is given: a step milder for some. */
export function milder(weakness: Weakness): Pick<Weakness, "severity" | "cvss"> {
  const { index, severity, cvss } = weakness;
  if (index % 4 !== 1 || severity === 0 || isUncatalogued(weakness, weakness.born) || cvss === null)
    return weakness;
  return { severity: severity - 1, cvss: Math.round(cvss * 10 - 20) / 10 };
}
