import { onboardingOf } from "./device-day.ts";
import type { Facts } from "./facts.ts";
import {
  extensionFacts,
  extensionsOn,
  installedOn,
  inventoryFirstSeen,
  missingOn,
  supportOf,
} from "./pack-inventory.ts";
import {
  type TruthEntity,
  type TruthPen,
  type TruthRelationship,
  truthEdge,
  truthKeys,
} from "./truth-line.ts";

type Lines = Generator<TruthEntity | TruthRelationship>;

/** Software out of support, browser extensions and missing updates. */
export function* inventoryTruth(facts: Facts, pen: TruthPen, packs: ReadonlySet<string>): Lines {
  if (packs.has("software_inventory")) yield* supportTruth(facts, pen);
  if (packs.has("browser_extensions")) yield* extensionsTruth(facts, pen);
  if (packs.has("missing_updates")) yield* missingTruth(facts, pen);
}

function listed({ devices }: Facts): ReadonlySet<number> {
  return new Set(devices.map(({ index }) => index));
}

function* supportTruth(facts: Facts, pen: TruthPen): Lines {
  const isListed = listed(facts);
  const met = new Set<string>();
  for (const installed of installedOn(facts)) {
    const { device, item, release } = installed;
    const { status, endsOn } = supportOf(item, facts.tenant);
    if (status === "None" || !isListed.has(device.index)) continue;
    const { vendor, name } = release.product;
    const id = `${vendor ?? ""}:${name}:${release.version}`;
    const key = truthKeys.endOfSupport(id);
    yield truthEdge("machineIdentifiedEndOfSupport", [truthKeys.machine(device.id), key], {
      firstSeenOn: inventoryFirstSeen(facts, installed),
    });
    if (met.has(key)) continue;
    met.add(key);
    yield pen.entity("endOfSupport", key, {
      id,
      vendor,
      product: name,
      version: release.version,
      status,
      endOfSupportOn: endsOn,
      open: true,
    });
    const software = truthKeys.software(vendor ?? "", name, release.version);
    yield truthEdge("softwareHasEndOfSupport", [software, key]);
  }
}

function* extensionsTruth(facts: Facts, pen: TruthPen): Lines {
  const isListed = listed(facts);
  const edges = new Map<
    string,
    { ends: [string, string]; activated: boolean; installed: number }
  >();
  const met = new Set<string>();
  for (const extension of extensionsOn(facts)) {
    if (!isListed.has(extension.device.index)) continue;
    const { browser, name, risk, extensionId, id } = extensionFacts(extension);
    const ends: [string, string] = [
      truthKeys.machine(extension.device.id),
      truthKeys.browserExtension(id),
    ];
    const known = edges.get(ends.join(" "));
    edges.set(ends.join(" "), {
      ends,
      activated: extension.activated || known?.activated === true,
      installed: Math.min(extension.installed, known?.installed ?? Infinity),
    });
    if (met.has(id)) continue;
    met.add(id);
    yield pen.entity("browserExtension", ends[1], {
      id,
      browser,
      name,
      risk,
      extensionId,
      version: extension.version,
      permissions: ["storage", "tabs"],
    });
  }
  for (const { ends, activated, installed } of edges.values())
    yield truthEdge("machineInstalledExtension", ends, { activated, installedOn: installed });
}

function* missingTruth(facts: Facts, pen: TruthPen): Lines {
  const met = new Set<number>();
  for (const device of facts.devices) {
    if (onboardingOf(device) !== "Onboarded" || device.mergedInto !== undefined) continue;
    for (const number of missingOn(facts, device)) {
      const key = truthKeys.missingUpdate(String(number));
      yield truthEdge("machineIdentifiedMissingUpdate", [truthKeys.machine(device.id), key]);
      if (met.has(number)) continue;
      met.add(number);
      const properties = { id: String(number), cveAddressed: number % 9, open: true };
      yield pen.entity("missingUpdate", key, properties);
    }
  }
}
