import type { EpochMs } from "../../base/clock.ts";
import { guid, hex } from "./identifiers.ts";
import { type Population, population } from "./population.ts";
import { type Roll, dice, pick } from "./random.ts";
import { CAST_SIZE, STAGE_SIZE } from "./cast.ts";
import type { TenantSize } from "./tenant-size.ts";
import { usualFirstMorning } from "./times.ts";

/** An on-premises domain. */
export interface Domain {
  /** Short name, upper case. */
  readonly netBios: string;
  /** DNS name. */
  readonly dns: string;
}

/** What is decided once for a tenant and never changes. */
export interface Tenant {
  readonly seed: number;
  /** The morning of day 0. */
  readonly firstMorning: EpochMs;
  readonly size: TenantSize;
  readonly roll: Roll;
  readonly id: string;
  readonly name: string;
  /** Mail domain. */
  readonly domain: string;
  /** Mail domain of the subsidiary. */
  readonly subsidiary: string;
  /** The tenant's `….onmicrosoft.com`. */
  readonly initialDomain: string;
  /**
   * The first is known by a group's NetBIOS name alone, the second also because its DNS name starts with it,
   * the third by nothing.
   */
  readonly domains: readonly [Domain, Domain, Domain];
  /** Shifts the order of names. */
  readonly nameOffset: number;
  readonly users: Population;
  readonly groups: Population;
  readonly machines: Population;
  readonly weaknesses: Population;
}

const ORGANISATIONS = [
  ["Contoso Manufacturing", "contoso"],
  ["Fabrikam Logistics", "fabrikam"],
  ["Northwind Traders", "northwind"],
  ["Tailspin Aviation", "tailspin"],
  ["Wingtip Energy", "wingtip"],
  ["Adventure Works", "adventure"],
] as const;

/** Groups that never leave: the two that teach the domain names, the nested ones and the strange ones. */
const LASTING_GROUPS = 12;

function perDay(count: number, rate: number): { arrivals: number; departures: number } {
  const events = Math.max(count * rate, 0.34);
  return { arrivals: events * 1.15, departures: events };
}

/** The tenant of a seed. */
export function tenantOf(
  size: TenantSize,
  seed: number,
  firstMorning: EpochMs = usualFirstMorning,
): Tenant {
  const roll = dice(seed);
  const [name, short] = pick(ORGANISATIONS, roll("organisation"));
  const cves = { arrivals: Math.max(size.cves * 0.0008, 1), departures: 0 };
  return {
    seed,
    firstMorning,
    size,
    roll,
    id: guid(roll, "tenant", 0),
    name,
    domain: `${short}.com`,
    subsidiary: `${short}-services.com`,
    initialDomain: `${short}${hex(roll, "initial", { index: 0, words: 1 }).slice(0, 4)}.onmicrosoft.com`,
    domains: [
      { netBios: short.toUpperCase(), dns: `corp.${short}.com` },
      { netBios: "EMEA", dns: `emea.${short}.com` },
      { netBios: "WOODGROVE", dns: "ad.woodgrovebank.net" },
    ],
    nameOffset: Math.floor(roll("names") * 30_000),
    users: population(size.users, CAST_SIZE, perDay(size.users, 0.003)),
    groups: population(size.groups, LASTING_GROUPS, perDay(size.groups, 0.003)),
    machines: population(size.devices, STAGE_SIZE, perDay(size.devices, 0.005)),
    weaknesses: population(size.cves, 0, cves),
  };
}
