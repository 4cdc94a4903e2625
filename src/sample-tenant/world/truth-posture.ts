import type { Facts } from "./facts.ts";
import { installedOn, thumbprintOf } from "./pack-inventory.ts";
import {
  actionsOn,
  type Advice,
  adviceOn,
  certificateEnd,
  configurationFacts,
  holdingsOn,
  scoresOn,
  standingsOn,
} from "./pack-posture.ts";
import {
  type TruthEntity,
  type TruthPen,
  type TruthRelationship,
  truthEdge,
  truthKeys,
} from "./truth-line.ts";

type Lines = Generator<TruthEntity | TruthRelationship>;

/** Configurations, certificates, recommendations, scores and actions. */
export function* postureTruth(facts: Facts, pen: TruthPen, packs: ReadonlySet<string>): Lines {
  if (packs.has("secure_configurations")) yield* configurationsTruth(facts, pen);
  if (packs.has("certificates")) yield* certificatesTruth(facts, pen);
  if (packs.has("recommendations"))
    yield* adviceTruth(facts, pen, packs.has("secure_configurations"));
  if (packs.has("scores")) yield* scoresTruth(facts, pen);
  if (packs.has("machine_actions")) yield* actionsTruth(facts, pen);
}

function listed({ devices }: Facts): ReadonlySet<number> {
  return new Set(devices.map(({ index }) => index));
}

/** The configurations that apply to a listed machine, by position. */
function applicable(facts: Facts): ReadonlySet<number> {
  const isListed = listed(facts);
  const found = new Set<number>();
  for (const { device, number, isApplicable } of standingsOn(facts))
    if (isApplicable && isListed.has(device.index)) found.add(number);
  return found;
}

function* configurationsTruth(facts: Facts, pen: TruthPen): Lines {
  for (const number of applicable(facts)) {
    const { id, name, category } = configurationFacts(number);
    const properties = {
      id,
      name,
      configurationCategory: category,
      impact: number % 2 === 0 ? 9 : 5,
    };
    yield pen.entity("secureConfiguration", truthKeys.secureConfiguration(id), properties);
  }
  const isListed = listed(facts);
  for (const { device, number, isApplicable, isCompliant, assessed } of standingsOn(facts)) {
    if (!isApplicable || isCompliant || !isListed.has(device.index)) continue;
    const to = truthKeys.secureConfiguration(configurationFacts(number).id);
    yield truthEdge("machineViolates", [truthKeys.machine(device.id), to], {
      assessedOn: assessed,
    });
  }
}

function* certificatesTruth(facts: Facts, pen: TruthPen): Lines {
  const isListed = listed(facts);
  const paths = new Map<string, { ends: [string, string]; paths: Set<string> }>();
  const met = new Set<number>();
  for (const { device, number, path } of holdingsOn(facts)) {
    if (!isListed.has(device.index)) continue;
    const thumbprint = thumbprintOf(facts, number);
    const ends: [string, string] = [
      truthKeys.machine(device.id),
      truthKeys.certificate(thumbprint),
    ];
    const known = paths.get(ends.join(" ")) ?? { ends, paths: new Set<string>() };
    known.paths.add(path);
    paths.set(ends.join(" "), known);
    if (met.has(number)) continue;
    met.add(number);
    yield pen.entity("certificate", ends[1], {
      thumbprint,
      subject: `host${number}.example.com`,
      issuer: "Example CA",
      expiresOn: certificateEnd(facts.tenant, number),
      selfSigned: number % 2 === 0,
    });
  }
  for (const { ends, paths: places } of paths.values())
    yield truthEdge("machineHasCertificate", ends, { paths: [...places].toSorted() });
}

function* adviceTruth(facts: Facts, pen: TruthPen, hasConfigurations: boolean): Lines {
  const isListed = listed(facts);
  const versions = new Map<number, Set<string>>();
  for (const { device, item, release } of installedOn(facts)) {
    if (!isListed.has(device.index)) continue;
    const { vendor, name } = release.product;
    const key = truthKeys.software(vendor ?? "", name, release.version);
    versions.set(item.product, (versions.get(item.product) ?? new Set()).add(key));
  }
  const held = hasConfigurations ? applicable(facts) : new Set<number>();
  for (const advice of adviceOn(facts)) {
    const key = truthKeys.recommendation(advice.id);
    const { id, name, exposed } = advice;
    yield pen.entity("recommendation", key, { id, name, exposedMachinesCount: exposed });
    yield truthEdge("accountHasRecommendation", [truthKeys.account(facts.tenant.id), key]);
    yield* aboutTruth(advice, key, { versions, held });
  }
}

function* aboutTruth(
  { product, configuration }: Advice,
  key: string,
  known: {
    readonly versions: ReadonlyMap<number, ReadonlySet<string>>;
    readonly held: ReadonlySet<number>;
  },
): Lines {
  const software = product === undefined ? undefined : known.versions.get(product);
  for (const from of software ?? []) yield truthEdge("softwareHasRecommendation", [from, key]);
  if (configuration === undefined || !known.held.has(configuration)) return;
  const from = truthKeys.secureConfiguration(configurationFacts(configuration).id);
  yield truthEdge("configurationHasRecommendation", [from, key]);
}

function* scoresTruth(facts: Facts, pen: TruthPen): Lines {
  for (const [kind, score] of Object.entries(scoresOn(facts))) {
    const key = truthKeys.score(kind);
    yield pen.entity("score", key, { id: kind, score });
    yield truthEdge("accountHasScore", [truthKeys.account(facts.tenant.id), key]);
  }
}

function* actionsTruth(facts: Facts, pen: TruthPen): Lines {
  const isListed = listed(facts);
  for (const { id, device, type, status } of actionsOn(facts)) {
    const key = truthKeys.machineAction(id);
    const machineId = device.id;
    yield pen.entity("machineAction", key, { id, actionType: type, status, machineId });
    if (isListed.has(device.index))
      yield truthEdge("machineHasAction", [truthKeys.machine(machineId), key]);
  }
}
