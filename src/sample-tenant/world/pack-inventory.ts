import type { JsonObject } from "../../base/json.ts";
import type { Device } from "./device.ts";
import type { Facts } from "./facts.ts";
import { hex } from "./identifiers.ts";
import { installedAt, type Item, itemsOf } from "./installed.ts";
import { at } from "./random.ts";
import type { Release } from "./release.ts";
import type { Tenant } from "./tenant.ts";
import { isoSeconds, morning, spaced, wholeSecond } from "./times.ts";

/** A software version on a machine. */
export interface Installed {
  readonly device: Device;
  readonly item: Item;
  readonly release: Release;
}

/** The software of all machines that the assessment knows, also of those that `/api/machines` does not list. */
export function* installedOn(facts: Facts): Generator<Installed> {
  const { software, devices, orphans, day } = facts;
  for (const device of [...devices, ...orphans]) {
    for (const item of itemsOf(software, device, day))
      yield { device, item, release: software.release(item.product, item.version) };
  }
}

/** Whether a version of a product is supported, and until when. */
export function supportOf(
  { product, version }: Item,
  tenant: Tenant,
): {
  readonly status: string;
  readonly endsOn: number | undefined;
} {
  if (product % 4 !== 1 || version > 3) return { status: "None", endsOn: undefined };
  const endsOn = morning(tenant, version * 40 - 100 + product);
  if (version === 3) return { status: "Upcoming EOS Version", endsOn };
  return { status: version === 0 ? "EOS Software" : "EOS Version", endsOn };
}

/** When the machine got the software, as the inventory says. */
export function inventoryFirstSeen(facts: Facts, { device, item }: Installed): number {
  return wholeSecond(installedAt(facts.tenant, device, item.product));
}

/** The rows of `/api/machines/SoftwareInventoryByMachine`. */
export function* inventoryRecords(facts: Facts): Generator<JsonObject> {
  for (const installed of installedOn(facts)) {
    const { device, item, release } = installed;
    const { status, endsOn } = supportOf(item, facts.tenant);
    yield {
      deviceId: device.id,
      rbacGroupId: 0,
      rbacGroupName: "Unassigned",
      deviceName: device.dnsName,
      osPlatform: device.system.platform,
      softwareVendor: release.product.vendor,
      softwareName: release.product.name,
      softwareVersion: release.version,
      numberOfWeaknesses: release.weak.length,
      diskPaths: [...release.product.paths].map((path) => path.replace("*", release.version)),
      registryPaths: [],
      softwareFirstSeenTimestamp: spaced(inventoryFirstSeen(facts, installed), 0),
      endOfSupportStatus: status,
      endOfSupportDate: endsOn === undefined ? null : isoSeconds(endsOn),
    };
  }
}

/** A browser extension on a machine. */
export interface Extension {
  readonly device: Device;
  readonly number: number;
  readonly version: string;
  readonly activated: boolean;
  readonly installed: number;
}

const EXTENSIONS = [
  ["chrome", "Ad Remover", "Medium"],
  ["chrome", "Password Keeper", "High"],
  ["edge", "Grammar Helper", "Low"],
  ["firefox", "Coupon Finder", "Critical"],
] as const;

/** The extensions of all machines; a few are there in two profiles, switched on in one. */
export function* extensionsOn({ tenant, devices, orphans, day }: Facts): Generator<Extension> {
  for (const device of [...devices, ...orphans]) {
    if (device.kind !== "workstation") continue;
    for (let number = 0; number < EXTENSIONS.length; number++) {
      if (tenant.roll("extension", device.index, number) > 0.35) continue;
      const version = `${1 + number}.${Math.floor((day + (device.index % 15)) / 15)}.0`;
      const installed = morning(tenant, -20 - number);
      const row = { device, number, version, installed };
      const twice = (device.index + number) % 4 === 0;
      if (twice) yield { ...row, activated: false, installed: installed + 3_600_000 };
      yield { ...row, activated: (device.index + number) % 5 !== 0 };
    }
  }
}

/** What an extension is. */
export function extensionFacts({ number, version }: Extension) {
  const [browser, name, risk] = at(EXTENSIONS, number);
  const extensionId = `${"abcdefgh".slice(0, 4 + number)}${"klmnop".repeat(4)}`.slice(0, 24);
  return { browser, name, risk, extensionId, id: `${browser}:${extensionId}:${version}` };
}

/** The rows of `/api/Machines/BrowserExtensionsInventoryByMachine`, in the capitals of the documentation. */
export function* extensionRecords(facts: Facts): Generator<JsonObject> {
  for (const extension of extensionsOn(facts)) {
    const { browser, name, risk, extensionId } = extensionFacts(extension);
    yield {
      DeviceId: extension.device.id,
      RbacGroupId: 0,
      RbacGroupName: "Unassigned",
      BrowserName: browser,
      ExtensionId: extensionId,
      ExtensionName: name,
      ExtensionDescription: null,
      ExtensionVersion: extension.version,
      ExtensionRisk: risk,
      ExtensionVendor: null,
      IsActivated: extension.activated,
      InstallationTime: isoSeconds(extension.installed),
      Permissions: [
        { Id: "tabs", IsRequired: true, Risk: "Low" },
        { Id: "storage", IsRequired: false, Risk: "Low" },
      ],
    };
  }
}

/** Updates that a machine lacks: their numbers. */
export function missingOn({ tenant, day }: Facts, device: Device): readonly number[] {
  const isWindows = device.system.family === "windows" || device.system.family === "server";
  if (!isWindows || device.kind === "discovered") return [];
  const patched = Math.floor((day + (device.index % 12)) / 12);
  const numbers = Array.from({ length: 6 }, (_, place) => place).filter(
    (place) => tenant.roll("missing", device.index, place + 100 * patched) < 0.25,
  );
  return numbers.map((place) => 5_040_000 + place * 13);
}

/** The rows of `/api/machines/{id}/getmissingkbs`. */
export function missingRecords(facts: Facts, device: Device): readonly JsonObject[] {
  return missingOn(facts, device).map((number) => ({
    id: String(number),
    name: `October 2026 Security Updates ${number}`,
    osBuild: 0,
    productsNames: ["windows_10", "windows_11"],
    url: `https://catalog.update.microsoft.com/v7/site/Search.aspx?q=KB${number}`,
    machineMissedOn: 1,
    cveAddressed: number % 9,
  }));
}

/** A thumbprint of a certificate. */
export function thumbprintOf({ tenant }: Facts, number: number): string {
  return hex(tenant.roll, "thumbprint", { index: number, words: 5 });
}
