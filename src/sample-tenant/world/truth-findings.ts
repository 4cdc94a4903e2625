import { exposureOf } from "./catalogue.ts";
import type { Device } from "./device.ts";
import type { Facts } from "./facts.ts";
import { type Finding, findingsOn, fixOf, placesOf } from "./finding.ts";
import { sightedAt } from "./finding-record.ts";
import { at } from "./random.ts";
import type { Release } from "./release.ts";
import type { Software } from "./software.ts";
import {
  type OpenProperties,
  type TruthEntity,
  type TruthPen,
  type TruthRelationship,
  truthEdge,
  truthKeys,
} from "./truth-line.ts";
import { type Weakness, exploitLevels, isUncatalogued, severities } from "./weakness.ts";

/** The weaknesses that expose a machine, the software, and what was found where. Orphans are left out. */
export function* findingsTruth(
  facts: Facts,
  pen: TruthPen,
): Generator<TruthEntity | TruthRelationship> {
  const { software, devices } = facts;
  const exposure = exposureOf(software, devices);
  for (const weakness of software.weaknesses) {
    const exposed = exposure[weakness.index] ?? 0;
    if (exposed > 0) yield* weaknessTruth(software, pen, { weakness, exposed });
  }
  const met = new Set<Release>();
  for (const device of devices) {
    const findings = findingsOn(software, device);
    for (const release of new Set(findings.map((finding) => finding.release))) {
      yield truthEdge("machineInstalled", [truthKeys.machine(device.id), keyOfSoftware(release)]);
      if (met.has(release)) continue;
      met.add(release);
      yield* softwareTruth(pen, release);
    }
    yield* identifiedTruth(software, device, findings);
  }
}

function keyOfSoftware({ product, version }: Release): string {
  return truthKeys.software(product.vendor ?? "", product.name, version);
}

function* weaknessTruth(
  software: Software,
  pen: TruthPen,
  of: { weakness: Weakness; exposed: number },
): Generator<TruthEntity | TruthRelationship> {
  const { id, isCve, severity, cvss } = of.weakness;
  const key = truthKeys.vulnerability(id);
  yield pen.entity("vulnerability", key, {
    id,
    displayName: id,
    severity: at(severities, severity),
    numericSeverity: cvss,
    exposedMachines: isUncatalogued(of.weakness, software.day) ? undefined : of.exposed,
  });
  if (!isCve) return;
  yield pen.entity("cve", truthKeys.cve(id), { id });
  yield truthEdge("vulnerabilityIsCve", [key, truthKeys.cve(id)]);
}

function* softwareTruth(
  pen: TruthPen,
  release: Release,
): Generator<TruthEntity | TruthRelationship> {
  const key = keyOfSoftware(release);
  const { vendor, name } = release.product;
  yield pen.entity("software", key, { vendor, product: name, version: release.version });
  for (const { weakness } of release.weak) {
    yield truthEdge("softwareHas", [key, truthKeys.vulnerability(weakness.id)]);
  }
}

/** One edge for each machine and weakness, however many rows tell of it. */
function* identifiedTruth(
  software: Software,
  device: Device,
  findings: readonly Finding[],
): Generator<TruthRelationship> {
  const byWeakness = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.weakness === undefined) continue;
    const { id } = finding.weakness;
    const known = byWeakness.get(id);
    if (known === undefined) byWeakness.set(id, [finding]);
    else known.push(finding);
  }
  const from = truthKeys.machine(device.id);
  for (const [id, rows] of byWeakness) {
    const properties = evidenceOf(software, rows);
    yield truthEdge("machineIdentified", [from, truthKeys.vulnerability(id)], properties);
  }
}

function evidenceOf(software: Software, rows: readonly Finding[]): OpenProperties {
  const scores = rows.map((row) => row.cvss).filter((score) => score !== null);
  const fixes = rows.map(fixOf);
  const places = rows.map((row) => placesOf(software, row));
  return {
    software: sorted(rows.map(softwareName)),
    severity: at(severities, Math.max(...rows.map((row) => row.severity))),
    cvssScore: scores.length === 0 ? undefined : Math.max(...scores),
    exploitabilityLevel: at(exploitLevels, Math.max(...rows.map((row) => row.exploit))),
    firstSeenOn: Math.min(...rows.map((row) => sightedAt(row).first)),
    lastSeenOn: Math.max(...rows.map((row) => sightedAt(row).last)),
    fixingUpdateIds: sorted(fixes.flatMap((fix) => fix.id ?? [])),
    fixingUpdateUrls: sorted(fixes.flatMap((fix) => fix.url ?? [])),
    securityUpdateAvailable: fixes.some((fix) => fix.available),
    ...paths(
      "disk",
      places.map(({ disk }) => disk),
    ),
    ...paths(
      "registry",
      places.map(({ registry }) => registry),
    ),
  };
}

function softwareName({ release }: Finding): string {
  const { vendor, name } = release.product;
  return `${vendor ?? ""} ${name} ${release.version}`;
}

/** Each once and in order; nothing for none. */
function sorted(texts: readonly string[]): readonly string[] | undefined {
  if (texts.length < 2) return texts.length === 0 ? undefined : texts;
  return [...new Set(texts)].toSorted();
}

/**
 * The first ten of all places, and how many there are. A reader that keeps ten alone cannot count more than ten
 * over several rows, so the truth does not vouch for that number.
 */
function paths(kind: "disk" | "registry", lists: readonly (readonly string[])[]): OpenProperties {
  const all = sorted(lists.flat());
  if (all === undefined) return {};
  const isCertain = all.length <= 10 || lists.length === 1;
  return {
    [`${kind}Paths`]: all.slice(0, 10),
    [`${kind}PathCount`]: isCertain ? all.length : undefined,
  };
}
