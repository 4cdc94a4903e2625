import type { Device } from "./device.ts";
import { ORPHANS } from "./device.ts";
import { epochStart, firstSeenAt, reportDay, reportedAt } from "./device-report.ts";
import { cloudSid, domainSid, guid } from "./identifiers.ts";
import { type Item, installedAt, itemsOf, upgradedAt } from "./installed.ts";
import { bornOn } from "./population.ts";
import { at } from "./random.ts";
import type { Flaw, Release } from "./release.ts";
import type { Software } from "./software.ts";
import { morning } from "./times.ts";
import { type Weakness, exploitOn, milder } from "./weakness.ts";

/** One row of the finding export, as a fact: a weakness of a software on a machine, or a software without one. */
export interface Finding {
  readonly device: Device;
  readonly release: Release;
  /** Position of the product. */
  readonly product: number;
  readonly weakness: Weakness | undefined;
  /** Position in `severities`; of the row, which may be milder than the weakness. */
  readonly severity: number;
  readonly cvss: number | null;
  /** Position in `exploitLevels`. */
  readonly exploit: number;
  readonly first: number;
  readonly last: number;
}

/** Where the software of an item lies on a machine. */
export interface Places {
  readonly disk: readonly string[];
  readonly registry: readonly string[];
}

/** The fix that a row recommends. */
export interface Fix {
  readonly name: string | null;
  readonly id: string | null;
  readonly url: string | null;
  readonly available: boolean;
}

/** Every row of a machine on the day of the software. */
export function findingsOn(software: Software, device: Device): readonly Finding[] {
  const findings: Finding[] = [];
  const refreshed = refreshedAt(software, device);
  for (const item of itemsOf(software, device, software.day)) {
    const release = software.release(item.product, item.version);
    const flaws: readonly (Flaw | undefined)[] =
      release.weak.length === 0 ? [undefined] : release.weak;
    for (const flaw of flaws)
      findings.push(findingOf(software, { device, item, release, flaw, refreshed }));
  }
  return findings;
}

/** The rows of a machine are refreshed about every ten days, when it reports. */
export function refreshedAt(software: Software, device: Device): number {
  const { tenant, day } = software;
  const report = reportDay(tenant, device, day);
  const refresh = epochStart(
    tenant,
    { purpose: "refresh", index: device.index, length: 10 },
    report,
  );
  const born = device.index >= ORPHANS ? 0 : bornOn(tenant.machines, device.index);
  const first = born > 0 ? Math.max(refresh, born) : refresh;
  return Math.max(reportedAt(tenant, device, first), firstSeenAt(tenant, device));
}

interface Sighting {
  readonly device: Device;
  readonly item: Item;
  readonly release: Release;
  readonly flaw: Flaw | undefined;
  readonly refreshed: number;
}

function findingOf(software: Software, sighting: Sighting): Finding {
  const { device, item, release, flaw } = sighting;
  const first = firstAt(software, sighting);
  const weakness = flaw?.weakness;
  const rated =
    flaw === undefined ? undefined : flaw.borrowed ? milder(flaw.weakness) : flaw.weakness;
  return {
    device,
    release,
    product: item.product,
    weakness,
    severity: rated?.severity ?? 0,
    cvss: rated?.cvss ?? null,
    exploit: weakness === undefined ? 0 : exploitOn(software.tenant, weakness.index, software.day),
    first,
    last: Math.max(first, sighting.refreshed),
  };
}

/** An upgrade that keeps a weakness keeps its age. */
function firstAt(software: Software, { device, item, flaw }: Sighting): number {
  let version = item.version;
  while (version > item.firstVersion && has(software.release(item.product, version - 1), flaw))
    version--;
  const { tenant } = software;
  const installed =
    version === item.firstVersion
      ? installedAt(tenant, device, item.product)
      : upgradedAt(tenant, device, { product: item.product, upgrade: version - item.firstVersion });
  const born = flaw?.weakness.born ?? 0;
  return born > 0 ? Math.max(installed, morning(tenant, born) - 7_200_000) : installed;
}

/** A row without a weakness is as old as the software. */
function has(release: Release, flaw: Flaw | undefined): boolean {
  if (flaw === undefined) return true;
  return release.weak.some(({ weakness }) => weakness.index === flaw.weakness.index);
}

/** Where the software of a row lies: the same for all its rows on the machine. */
export function placesOf(software: Software, finding: Finding): Places {
  const { device, release, product } = finding;
  const { paths, vendor, name } = release.product;
  const kept =
    paths.length > 2 ? paths.slice(0, 1 + ((device.index * 7 + product) % paths.length)) : paths;
  const disk = kept.map((path) => path.replace("*", release.version));
  const isWindows = device.system.family === "windows" || device.system.family === "server";
  if (!isWindows || release.product.platform !== undefined) return { disk, registry: [] };
  const registry = [
    `HKEY_LOCAL_MACHINE\\SOFTWARE\\${vendor ?? "Unknown"}\\${name}\\${release.version}`,
  ];
  if (release.product.perUser) {
    registry.push(
      `HKEY_USERS\\${userSid(software, device)}\\Software\\${vendor ?? "Unknown"}\\${name}`,
    );
  }
  return { disk, registry };
}

function userSid({ tenant }: Software, device: Device): string {
  if (device.join === "azure") return cloudSid(guid(tenant.roll, "path-user", device.index));
  return `${domainSid(tenant.roll, 0)}-${2000 + (device.index % 5000)}`;
}

const MONTHS = ["August 2026", "September 2026", "October 2026"] as const;

/** The fix that a row recommends, of the kind that the product's vendor publishes. */
export function fixOf(finding: Finding): Fix {
  const { weakness, release, product } = finding;
  if (weakness === undefined) return NO_FIX;
  const month = weakness.index % 3;
  const number = product * 60 + month * 7;
  const available = weakness.index % 7 !== 0;
  switch (release.product.fix) {
    case "kb":
      return kbFix(5_030_000 + number * 11, at(MONTHS, month), available);
    case "rhsa":
      return namedFix(
        `RHSA-2026:${3000 + number}`,
        `https://access.redhat.com/errata/RHSA-2026:${3000 + number}`,
      );
    case "usn":
      return namedFix(
        `USN-${6000 + number}-1`,
        `https://ubuntu.com/security/notices/USN-${6000 + number}-1`,
      );
    case "none":
      return { ...NO_FIX, available };
  }
}

const NO_FIX: Fix = { name: null, id: null, url: null, available: false };

function kbFix(number: number, month: string, available: boolean): Fix {
  const id = String(number);
  const url = `https://catalog.update.microsoft.com/v7/site/Search.aspx?q=KB${id}`;
  return { name: `${month} Security Updates`, id, url, available };
}

function namedFix(id: string, url: string): Fix {
  return { name: id, id, url, available: true };
}
